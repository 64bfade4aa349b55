/** Small files of JSON that a host keeps beside its store. */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Only their owner may read and write them. */
const PRIVATE = 0o600;

/** Replaces a file as a whole: whoever reads it, also after a crash, finds the old content or the new one. */
export function writeStateFile(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.new`;
  // A draft that a crash has left may have been given other permissions.
  rmSync(draft, { force: true });
  writeFileSync(draft, `${JSON.stringify(value, undefined, 2)}\n`, { mode: PRIVATE, flush: true });
  renameSync(draft, file);
}
