import type { InstanceStatus } from '../http/management/contract';
import { jsonOf } from './json';
import { checked, WaitCondition } from './options';
import type { RecordedEvent } from './protocol';
import { writeRecording } from './recording';
import type { RemoteHost } from './remote-host';
import { waitFor } from './wait';

/** One orchestration instance. `status`, `steps` and `history` show what is now: `await host.settled()` before them. */
export class TestInstance {
  readonly id: string;
  readonly #remote: RemoteHost;

  constructor(remote: RemoteHost, id: string) {
    this.#remote = remote;
    this.id = id;
  }

  /** What the management API answers; undefined if there is no such instance. */
  status(): Promise<InstanceStatus | undefined> {
    return this.#remote.call('status', this.id);
  }

  /** Events of the current execution, as the orchestrator's SDK receives them. Rejects if there is no such instance. */
  history(): Promise<readonly RecordedEvent[]> {
    return this.#remote.call('history', this.id);
  }

  /**
   * Names of what the orchestrator has set off, in order: activities (each attempt), sub-orchestrations, and operations
   * on entities as `@name@key.operation`. Rejects if there is no such instance.
   */
  steps(): Promise<readonly string[]> {
    return this.#remote.call('steps', this.id);
  }

  raiseEvent(name: string, data?: unknown): Promise<void> {
    return this.#remote.call('raiseEvent', { instanceId: this.id, name, input: jsonOf(data) });
  }

  terminate(reason?: string): Promise<void> {
    return this.#remote.call('terminate', { instanceId: this.id, reason: reason ?? null });
  }

  /**
   * Waits until nothing runs, then gives the output. Rejects with the reason if the instance has failed or was
   * terminated, and with what it waits for if it is not finished.
   */
  async result<Output = unknown>(): Promise<Output> {
    // The caller says what its orchestrator returns.
    return (await this.#remote.call('result', this.id)) as Output;
  }

  /**
   * Waits until the instance has come to a status, a step or a custom status, and gives its status as it was then. Rejects
   * with how it stands if nothing runs any more and it has not come to it. No time passes meanwhile, unless `skipTime`
   * is given.
   *
   * @example
   * await order.waitFor({ step: 'chargeCard' });
   * await order.waitFor({ customStatus: { phase: 'shipping' }, skipTime: { days: 2 } });
   */
  async waitFor(condition: WaitCondition): Promise<InstanceStatus> {
    return waitFor(this.#remote, this.id, checked(WaitCondition, condition, 'condition'));
  }

  /**
   * Waits until nothing runs, then writes the history of the current execution into a file, for `replayHistory`. The
   * file holds inputs and outputs as they are.
   */
  async recordHistory(file: string): Promise<void> {
    await writeRecording(file, await this.#remote.call('recording', this.id));
  }
}
