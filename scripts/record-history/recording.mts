import type { TestHost, TestInstance } from 'embedded-host/testing';

/** An instance that is recorded. */
export interface Recording {
  readonly order: object;
  /** What happens to it after it was started. */
  readonly live?: (host: TestHost, instance: TestInstance) => Promise<void>;
}
