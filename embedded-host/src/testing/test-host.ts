import { resolve } from 'node:path';
import { jsonOf } from './json';
import { checked, Duration, TestHostOptions } from './options';
import { RemoteHost } from './remote-host';
import { TestEntity } from './test-entity';
import { TestInstance } from './test-instance';
import { millisecondsOf } from './time';

/**
 * Starts a host for the function app in `folder`, in a thread of its own and on a virtual clock. Rejects with the same
 * sentence as the command line when the app cannot be served.
 *
 * @example
 * await using host = await startTestHost('./my-app');
 * const order = await host.start('orderFulfilment', { cents: 500 });
 * await host.skip({ days: 3 });
 * expect(await order.result()).toEqual({ outcome: 'expired' });
 */
export async function startTestHost(folder: string, options: TestHostOptions = {}): Promise<TestHost> {
  const { env = {}, storage = 'memory', startTime = new Date() } = checked(TestHostOptions, options, 'options');
  const remote = new RemoteHost({
    folder: resolve(folder),
    env,
    storage: storage === 'memory' ? storage : { folder: resolve(storage.folder) },
    startTime: new Date(startTime).getTime(),
  });
  try {
    return new TestHost(remote, await remote.call('url'));
  } catch (error) {
    await remote.end();
    throw error;
  }
}

/** A running host whose time stands still until the test moves it. */
export class TestHost implements AsyncDisposable {
  /** For example `http://localhost:40123`. */
  readonly url: string;
  readonly #remote: RemoteHost;
  #stopping: Promise<void> | undefined;

  constructor(remote: RemoteHost, url: string) {
    this.#remote = remote;
    this.url = url;
  }

  /** Plain `fetch`, with a path relative to `url`: `host.fetch('/api/orders', { method: 'POST' })`. */
  fetch(path: string, init?: RequestInit): Promise<Response> {
    return fetch(new URL(path, this.url), init);
  }

  async start(name: string, input?: unknown, options: { readonly instanceId?: string } = {}): Promise<TestInstance> {
    return this.instance(await this.#remote.call('start', { name, input: jsonOf(input), ...options }));
  }

  /** The instance of that id, whether it exists or not: `status()` tells. */
  instance(id: string): TestInstance {
    return new TestInstance(this.#remote, id);
  }

  entity(name: string, key: string): TestEntity {
    return new TestEntity(this.#remote, { name, key });
  }

  /** Moves time, alarm by alarm, and waits after each until nothing runs: `await host.skip({ days: 3, hours: 1 })`. */
  async skip(duration: Duration): Promise<void> {
    await this.#remote.call('skip', millisecondsOf(checked(Duration, duration, 'duration')));
  }

  /** Waits until nothing runs: no function, no orchestration that could go on. Timers and events do not count. */
  settled(): Promise<void> {
    return this.#remote.call('settled');
  }

  /** What time it is for the host. */
  async now(): Promise<Date> {
    return new Date(await this.#remote.call('now'));
  }

  /** The lines that the host and the app have logged so far. */
  logs(): readonly string[] {
    return this.#remote.lines;
  }

  /** Ends gracefully; may be called more than once. A host that has crashed counts as stopped. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #stop(): Promise<void> {
    await this.#remote.call('stop').catch(() => undefined);
    await this.#remote.end();
  }
}
