import { VirtualClock } from '../clock/virtual-clock';
import type { RunningHost } from '../host';
import { LineLog, type Log } from '../log';
import { Shutdown } from '../shutdown';
import { type HostUnderTest, startHostUnderTest } from './host-under-test';
import { KeptApp } from './kept-app';
import { operationsOn, type ServedOperations } from './operations';
import type { HostData, Notice } from './protocol';

/** The hosts of a thread, one after the other: a reset ends one and starts the next, and all of them serve one app. */
export class Hosts {
  readonly #data: HostData;
  readonly #tell: (notice: Notice) => void;
  readonly #app = new KeptApp();
  #current: Promise<ServedOperations>;

  constructor(data: HostData, tell: (notice: Notice) => void) {
    this.#data = data;
    this.#tell = tell;
    this.#current = this.#start(data.startTime);
    // A refusal to start is answered when somebody asks; until then it must not count as unhandled.
    this.#current.catch(() => undefined);
  }

  /** Requests that arrive while a host starts wait for it; if it refuses to start, that is the answer to all of them. */
  get current(): Promise<ServedOperations> {
    return this.#current;
  }

  async #start(startTime: number): Promise<ServedOperations> {
    const { folder, env, storage } = this.#data;
    const log = new LineLog({ print: (line) => this.#tell({ type: 'line', line }) });
    const tested = await startHostUnderTest({
      ...{ folder, env, storage, log, port: 0, host: '127.0.0.1', onFatal: crash },
      clock: new VirtualClock(startTime),
      load: this.#app.load,
      askTest: (call) => this.#tell({ type: 'call', text: JSON.stringify(call) }),
    });
    return operationsOn(tested, {
      folder,
      seen: (watch, snapshot) => this.#tell({ type: 'seen', watch, text: JSON.stringify(snapshot) }),
      reset: (nextStart) => this.#next(tested, nextStart),
      stop: () => this.#end(tested.host, log),
    });
  }

  async #next({ host, activities }: HostUnderTest, startTime: number): Promise<string> {
    activities.abandon();
    this.#current = host.stop().then(() => this.#start(startTime));
    return (await this.#current).url();
  }

  #end(last: RunningHost, log: Log): Promise<void> {
    const shutdown = new Shutdown(log);
    shutdown.add(() => this.#app.close());
    shutdown.add(() => last.stop());
    return shutdown.run();
  }
}

/** Nothing can be waited for any more, so the thread ends, and every call of the test is answered with the reason. */
function crash(reason: Error): void {
  setImmediate(() => {
    throw reason;
  });
}
