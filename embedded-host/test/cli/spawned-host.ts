import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const command = join(__dirname, '..', '..', 'bin', 'embedded-host.js');

export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** The command line in a process of its own: a loaded app needs Node's module system, not the test runner's. */
export class SpawnedHost {
  readonly #child;
  readonly ended: Promise<Ended>;
  output = '';
  errors = '';

  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    this.#child = spawn(process.execPath, [command, 'start', ...args], { env: { ...process.env, ...env } });
    this.#child.stdout.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.#child.stderr.on('data', (chunk: Buffer) => (this.errors += chunk.toString()));
    this.ended = new Promise((resolve) => {
      this.#child.once('close', (code) => resolve({ code, output: this.output, errors: this.errors }));
    });
  }

  /** The host's address, once it serves. */
  async url(): Promise<string> {
    const [, url] = await this.outputMatching(/Serving on (\S+)/);
    return url ?? '';
  }

  /** Waits until what was printed matches. */
  async outputMatching(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.output);
      if (match) return match;
      await this.#moreOutput();
    }
  }

  signal(name: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): void {
    this.#child.kill(name);
  }

  async stop(): Promise<Ended> {
    this.signal('SIGTERM');
    return this.ended;
  }

  async #moreOutput(): Promise<void> {
    const more = new Promise<void>((resolve) => this.#child.stdout.once('data', () => resolve()));
    const end = this.ended.then(({ errors }) => {
      throw new Error(`The host ended before it printed what was expected: ${this.output}${errors}`);
    });
    await Promise.race([more, end]);
  }
}

/** Starts a fixture app on a free port, in memory. */
export function startApp(name: string, ...args: readonly string[]): SpawnedHost {
  return new SpawnedHost([appFolder(name), '--port', '0', '--storage', 'memory', ...args]);
}

export function appFolder(name: string): string {
  return join(__dirname, '..', 'apps', name);
}

export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'embedded-host-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
