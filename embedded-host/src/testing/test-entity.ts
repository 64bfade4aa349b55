import { jsonOf } from './json';
import type { RemoteHost } from './remote-host';

export interface EntityAddress {
  readonly name: string;
  readonly key: string;
}

/** One durable entity. */
export class TestEntity {
  readonly #remote: RemoteHost;
  readonly #address: EntityAddress;

  constructor(remote: RemoteHost, address: EntityAddress) {
    this.#remote = remote;
    this.#address = address;
  }

  /** Its state now; undefined if the entity does not exist. */
  async state<State = unknown>(): Promise<State | undefined> {
    // The caller says what its entity keeps.
    return (await this.#remote.call('entityState', this.#address)) as State | undefined;
  }

  /** Sends an operation; `await host.settled()` waits until it was carried out. */
  signal(operation: string, input?: unknown): Promise<void> {
    return this.#remote.call('signalEntity', { ...this.#address, operation, input: jsonOf(input) });
  }
}
