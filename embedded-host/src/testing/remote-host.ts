import { Worker } from 'node:worker_threads';
import type {
  Answer,
  FakeCall,
  HostData,
  Message,
  Notice,
  OperationName,
  Operations,
  Request,
  Snapshot,
} from './protocol';
import { workerFile } from './worker-file';

/**
 * The test's end of the line to the host's thread.
 *
 * - R1 every call ends: with the answer, with the refusal, or with the reason why the thread is gone.
 */
export class RemoteHost {
  readonly data: HostData;
  readonly #worker: Worker;
  #lines: string[] = [];
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  readonly #watches = new Map<number, (snapshot: Snapshot) => void>();
  #onCall: (call: FakeCall) => void = () => undefined;
  #lastId = 0;
  #gone: string | undefined;

  constructor(data: HostData) {
    this.data = data;
    this.#worker = new Worker(workerFile(), { workerData: data, env: { ...process.env } });
    this.#worker.on('message', (message: Message) => this.#receive(message)); // only our worker.ts posts here
    this.#worker.on('error', (error) => this.#end(`The test host has crashed: ${messageOf(error)}`));
    this.#worker.on('exit', (code) => this.#end(`The test host has ended with exit code ${code}.`));
  }

  get lines(): readonly string[] {
    return [...this.#lines];
  }

  async call<Name extends OperationName>(
    operation: Name,
    ...list: Parameters<Operations[Name]>
  ): Promise<ReturnType<Operations[Name]>> {
    const answer = await this.#ask(operation, JSON.stringify(list));
    // Thrown here and not where it arrived, so that its stack leads to the test.
    if (answer.type === 'refused') throw new Error(answer.reason);
    // The thread answers with what `ServedOperations` says for this operation.
    return (answer.text === undefined ? undefined : JSON.parse(answer.text)) as ReturnType<Operations[Name]>;
  }

  /** Who carries out the executions of faked activities. */
  handleCalls(handler: (call: FakeCall) => void): void {
    this.#onCall = handler;
  }

  /** Gives the number under which `seen` is told, until `unwatch`. */
  watch(seen: (snapshot: Snapshot) => void): number {
    const watch = ++this.#lastId;
    this.#watches.set(watch, seen);
    return watch;
  }

  unwatch(watch: number): void {
    this.#watches.delete(watch);
  }

  /** Gives the URL of the thread's next host. Calls under way are refused: they were about the one before. */
  async reset(startTime: number): Promise<string> {
    this.#refuseAll('The test host was reset.');
    this.#watches.clear();
    const url = await this.call('reset', startTime);
    this.#lines = [];
    return url;
  }

  /** Ends the thread, whatever it does. Calls under way are refused. */
  async end(): Promise<void> {
    this.#gone ??= 'The test host was stopped.';
    await this.#worker.terminate();
  }

  #ask(operation: OperationName, text: string): Promise<Answer> {
    const id = ++this.#lastId;
    if (this.#gone !== undefined) return Promise.resolve({ type: 'refused', id, reason: this.#gone });
    const request: Request = { id, operation, text };
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#worker.postMessage(request);
    });
  }

  #receive(message: Message): void {
    if (message.type === 'done' || message.type === 'refused') {
      this.#waiting.get(message.id)?.(message);
      this.#waiting.delete(message.id);
    } else this.#notice(message);
  }

  #notice(notice: Notice): void {
    switch (notice.type) {
      case 'line':
        this.#lines.push(notice.line);
        break;
      case 'call':
        // Written by `Activities`.
        this.#onCall(JSON.parse(notice.text) as FakeCall);
        break;
      case 'seen':
        // Written by the operation `observe`.
        this.#watches.get(notice.watch)?.(JSON.parse(notice.text) as Snapshot);
        break;
    }
  }

  #end(reason: string): void {
    this.#gone ??= reason;
    this.#refuseAll(this.#gone);
  }

  #refuseAll(reason: string): void {
    for (const [id, resolve] of this.#waiting) resolve({ type: 'refused', id, reason });
    this.#waiting.clear();
  }
}

/** What a thread died of is not always an Error, and never one of this realm. */
function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}
