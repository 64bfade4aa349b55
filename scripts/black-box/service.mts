/** A server that runs beside the tests: its output goes to a file, and it ends with everything that it has started. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const END_WITHIN_MS = 10_000;
const TAIL_LINES = 40;

export interface ServiceStart {
  readonly name: string;
  /** The program and its arguments. */
  readonly command: readonly string[];
  readonly folder: string;
  readonly log: string;
}

export class Service implements AsyncDisposable {
  readonly #name: string;
  readonly #log: string;
  readonly #child: ChildProcess;
  #failure: Error | undefined;

  constructor({ name, command: [program = '', ...args], folder, log }: ServiceStart) {
    this.#name = name;
    this.#log = log;
    const output = openSync(log, 'w');
    // A group of its own, so that what it starts ends with it: func runs its worker in a process below.
    this.#child = spawn(program, args, { cwd: folder, stdio: ['ignore', output, output], detached: true });
    this.#child.once('error', (error) => (this.#failure = error));
    closeSync(output);
  }

  /** Asks until it is ready; throws with the end of its output when it ends before, or when that takes too long. */
  async ready(isReady: () => Promise<boolean>, withinMs: number): Promise<void> {
    const deadline = performance.now() + withinMs;
    while (!(await isReady())) {
      if (this.#hasEnded()) throw this.#problem('has ended before it was ready');
      if (performance.now() > deadline) throw this.#problem(`was not ready within ${withinMs / 1000} s`);
      await pause(250);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#hasEnded()) return;
    const ended = once(this.#child, 'exit');
    this.#signal('SIGTERM');
    if ((await Promise.race([ended, pause(END_WITHIN_MS, 'late', { ref: false })])) !== 'late') return;
    this.#signal('SIGKILL');
    await ended;
  }

  #hasEnded(): boolean {
    return this.#failure !== undefined || this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  #signal(signal: NodeJS.Signals): void {
    if (this.#child.pid !== undefined) process.kill(-this.#child.pid, signal);
  }

  #problem(what: string): Error {
    const tail = readFileSync(this.#log, 'utf8').trimEnd().split('\n').slice(-TAIL_LINES).join('\n');
    return new Error(`${this.#name} ${what}. The end of ${this.#log}:\n${tail}`, { cause: this.#failure });
  }
}
