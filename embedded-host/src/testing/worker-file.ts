import { existsSync } from 'node:fs';
import { join } from 'node:path';

const NAME = 'worker.js';

/** The thread runs compiled code: beside this file, or in `dist` when a test runner has loaded the sources. */
export function workerFile(): string {
  const places = [join(__dirname, NAME), join(__dirname, '..', '..', 'dist', 'testing', NAME)];
  const file = places.find((place) => existsSync(place));
  if (file !== undefined) return file;
  throw new Error(
    `The test host runs the compiled embedded host, and ${places.join(' or ')} is missing: build it first.`,
  );
}
