/**
 * Runs a host in a process of its own and starts it anew when its app changes: a module cannot be taken out of memory, and a
 * new process begins as clean as the first. Instances go on, since everything about them is durable.
 *
 * Guarded by `embedded-host/test/cli/watch.test.ts`.
 */
import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import type { Log } from '../log';

export interface SupervisorOptions {
  /** Arguments of the command line for the host. */
  readonly args: readonly string[];
  readonly log: Log;
  /** The host has ended after `stop`. */
  readonly onEnd: (code: number) => void;
}

const command = join(__dirname, '..', '..', 'bin', 'embedded-host.js');

/** Sent by a host once it serves. */
const Serving = z.object({ port: z.int() });

export class Supervisor {
  readonly #options: SupervisorOptions;
  #child: ChildProcess | undefined;
  /** The port of the first start stays, also if the system chose it. */
  #port: number | undefined;
  #intent: 'serve' | 'restart' | 'stop' = 'serve';

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  start(): void {
    this.#intent = 'serve';
    const port = this.#port === undefined ? [] : ['--port', String(this.#port)];
    // Detached: Ctrl+C reaches this process only, which passes it on once; the host would take a second one as impatience.
    const child = fork(command, [...this.#options.args, ...port], { detached: true });
    child.on('message', (message) => {
      this.#port = Serving.safeParse(message).data?.port ?? this.#port;
    });
    child.once('exit', (code) => {
      this.#ended(code ?? 1);
    });
    this.#child = child;
  }

  restart(): void {
    if (this.#intent !== 'serve') return;
    this.#options.log.info('The app has changed: starting it again.');
    this.#intent = 'restart';
    if (this.#child) this.#child.kill('SIGTERM');
    else this.start();
  }

  stop(signal: 'SIGINT' | 'SIGTERM'): void {
    this.#intent = 'stop';
    if (this.#child) this.#child.kill(signal);
    else this.#options.onEnd(0);
  }

  #ended(code: number): void {
    this.#child = undefined;
    if (this.#intent === 'restart') this.start();
    else if (this.#intent === 'stop') this.#options.onEnd(code);
    else this.#options.log.warn(`The host ended with exit code ${code}; it starts again when the app changes.`);
  }
}
