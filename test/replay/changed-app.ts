import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const projectFolder = join(__dirname, '..', '..');
const ORCHESTRATOR = join('dist', 'src', 'processes', 'purchase', 'orchestrator.js');

/** A copy of the built app that can be changed, and is gone when the test is. */
export class ChangedApp implements AsyncDisposable {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  static async make(): Promise<ChangedApp> {
    const folder = await mkdtemp(join(tmpdir(), 'changed-app-'));
    for (const part of ['host.json', 'package.json', join('dist', 'src')]) {
      cpSync(join(projectFolder, part), join(folder, part), { recursive: true });
    }
    symlinkSync(join(projectFolder, 'node_modules'), join(folder, 'node_modules'), 'junction');
    return new ChangedApp(folder);
  }

  /**
   * Has the purchase do what stands between the second and the third of these marks before what stands between the first
   * and the second.
   */
  swapInPurchase(first: string, second: string, third: string): void {
    const text = this.#read();
    const [a, b, c] = [text.indexOf(first), text.indexOf(second), text.indexOf(third)];
    if (a < 0 || b < a || c < b) throw new Error(`${ORCHESTRATOR} does not have the marks, or not in this order.`);
    this.#write(text.slice(0, a) + text.slice(b, c) + text.slice(a, b) + text.slice(c));
  }

  replaceInPurchase(before: string, after: string): void {
    const text = this.#read();
    if (!text.includes(before)) throw new Error(`${ORCHESTRATOR} does not have ${before}.`);
    this.#write(text.replace(before, after));
  }

  #read(): string {
    return readFileSync(join(this.folder, ORCHESTRATOR), 'utf8');
  }

  #write(text: string): void {
    writeFileSync(join(this.folder, ORCHESTRATOR), text);
  }

  /** Another file of the folder becomes what is loaded first. */
  startWith(main: string): void {
    const file = join(this.folder, 'package.json');
    const parts: unknown = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...Object(parts), main }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
