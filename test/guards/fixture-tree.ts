/** A temporary project for a tool to judge: it sees the real packages and, through its command line, the real rules. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const projectRoot = join(__dirname, '..', '..');

export interface Tree extends AsyncDisposable {
  readonly root: string;
}

export async function plantTree(files: Readonly<Record<string, string>>): Promise<Tree> {
  const root = await mkdtemp(join(tmpdir(), 'guard-'));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  await symlink(join(projectRoot, 'node_modules'), join(root, 'node_modules'), 'dir');
  return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) };
}

/** What a tool prints about the tree. Finding faults is what it is run for, so its exit code says nothing here. */
export function runTool(script: string, args: readonly string[], tree: Tree): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd: tree.root, maxBuffer: 64 * 1024 * 1024 };
    execFile(
      process.execPath,
      [join(projectRoot, 'node_modules', script), ...args],
      options,
      (error, stdout, stderr) => {
        if (stdout !== '') resolve(stdout);
        else reject(new Error(`${script} printed nothing: ${stderr}`, { cause: error }));
      },
    );
  });
}
