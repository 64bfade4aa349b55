import { resolve } from 'node:path';
import { type Fake, Fakes } from './fakes';
import { jsonOf } from './json';
import { checked, Duration, ResetOptions, TestHostOptions } from './options';
import type { HostSpan } from '../telemetry/span';
import type { ActivityCall } from './protocol';
import { RemoteHost } from './remote-host';
import { replayOn, type ReplayHistoryOptions, type ReplayReport } from './replay-history';
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

/**
 * Replays a history that `recordHistory` has written against the orchestrator of the app in `folder`, turn by turn.
 * Rejects with a `ReplayDivergence` that shows the first step which is not the recorded one. No activity runs.
 *
 * @example
 * await replayHistory('./my-app', './test/recordings/order.json');
 */
export async function replayHistory(
  folder: string,
  file: string,
  options: ReplayHistoryOptions & TestHostOptions = {},
): Promise<ReplayReport> {
  const { strict, ...hostOptions } = options;
  await using host = await startTestHost(folder, hostOptions);
  return await host.replay(file, strict === undefined ? {} : { strict });
}

/** A running host whose time stands still until the test moves it. */
export class TestHost implements AsyncDisposable {
  readonly #remote: RemoteHost;
  readonly #fakes: Fakes;
  #url: string;
  #stopping: Promise<void> | undefined;

  constructor(remote: RemoteHost, url: string) {
    this.#remote = remote;
    this.#url = url;
    this.#fakes = new Fakes(remote);
  }

  /** For example `http://localhost:40123`; another one after a reset. */
  get url(): string {
    return this.#url;
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

  /**
   * From now on this activity fails, gives a value, or is a function of the test. It replaces an earlier fake of the same
   * activity; names ignore case.
   *
   * @example
   * await host.fake('chargeCard', { fails: 2, then: { chargeId: 'c-1' } });
   * await host.fake('shipParcel', { fails: 'always', error: 'strike' });
   * await host.fake('priceOrder', ({ quantity }) => ({ cents: quantity * 100 }));
   */
  fake(activity: string, fake: Fake): Promise<void> {
    return this.#fakes.add(activity, fake);
  }

  /** The app's own activity again; all of them without a name. */
  unfake(activity?: string): Promise<void> {
    return this.#fakes.remove(activity);
  }

  /** The executions of an activity so far, real and fake, in the order in which they began. */
  calls(activity: string): Promise<readonly ActivityCall[]> {
    return this.#remote.call('calls', activity);
  }

  /** As `replayHistory`, with the app of this host. */
  replay(file: string, options?: ReplayHistoryOptions): Promise<ReplayReport> {
    return replayOn(this.#remote, file, options);
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

  /**
   * The host's own spans that have ended so far: of functions, and of orchestrations if host.json traces them
   * (`durableTask.tracing`, version V2). `spanTree` shows them as a tree.
   *
   * @example
   * expect(spanTree(await host.spans())).toContain('  client activity:chargeCard failed');
   */
  spans(): Promise<readonly HostSpan[]> {
    return this.#remote.call('spans');
  }

  /** The lines that the host and the app have logged so far. */
  logs(): readonly string[] {
    return this.#remote.lines;
  }

  /**
   * Begins anew, with the app as it is loaded: without instances, entities, fakes, calls, logs and spans, and at the time
   * of the start unless told otherwise. Much faster than another host. What the app itself keeps in memory or elsewhere
   * stays, and the settings that it was started with. Rejects for a host that keeps its instances in a folder.
   *
   * @example
   * afterEach(() => host.reset());
   */
  async reset(options: ResetOptions = {}): Promise<void> {
    const { storage, startTime: before } = this.#remote.data;
    const { startTime = before } = checked(ResetOptions, options, 'options');
    if (storage !== 'memory') throw new Error('Only a host with storage "memory" can be reset; start another one.');
    this.#fakes.forget();
    this.#url = await this.#remote.reset(new Date(startTime).getTime());
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
