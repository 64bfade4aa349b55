/** A program that stands in for one that this machine need not have. */
import { chmod, writeFile } from 'node:fs/promises';

/** Runs a script of Node, which has the arguments in `process.argv` from index 2 on. */
export async function standInProgram(path: string, script: string): Promise<string> {
  await writeFile(`${path}.cjs`, script);
  await writeFile(path, `#!/bin/sh\nexec '${process.execPath}' '${path}.cjs' "$@"\n`);
  await chmod(path, 0o755);
  return path;
}
