import type { TestInstance } from 'embedded-host/testing';
import type { FaultyApp } from './faulty-app';

/** A process as the fault matrix takes it. */
export interface Subject {
  readonly process: string;
  /** An input for which all goes well. */
  readonly input: object;
  /** What happens to an instance from outside, until it needs nobody any more. */
  readonly live?: (app: FaultyApp, instance: TestInstance) => Promise<void>;
  /** Steps that a process does without when they fail, as messages. */
  readonly isBestEffort: (step: string) => boolean;
  /** What does not add up for this instance. */
  readonly audit: (app: FaultyApp, instanceId: string) => Promise<readonly string[]>;
}
