/** A command with a time limit: when that is over, or we are stopped, it ends with every process that it has begun. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly limitMs: number;
}

const isWindows = process.platform === 'win32';
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Whether it ended in time, and well. */
export async function succeeds({ program, args, cwd, limitMs }: Command): Promise<boolean> {
  // A group of its own has everything in it that the command begins; Windows keeps the tree itself.
  const child = spawn(program, args, { cwd, stdio: 'inherit', shell: isWindows, detached: !isWindows });
  const limit = setTimeout(() => {
    console.error(`${program} ${args.join(' ')}: not done after ${limitMs / 1_000} s`);
    endTree(child);
  }, limitMs);
  // A group of its own hears nothing of the terminal, either.
  const stop = () => {
    endTree(child);
    process.exit(1);
  };
  for (const signal of stopSignals) process.on(signal, stop);
  try {
    return await hasSucceeded(child);
  } finally {
    clearTimeout(limit);
    for (const signal of stopSignals) process.off(signal, stop);
  }
}

function hasSucceeded(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    child.on('exit', (code) => {
      resolve(code === 0);
    });
    child.on('error', (problem) => {
      console.error(problem.message);
      resolve(false);
    });
  });
}

function endTree({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  if (isWindows) spawnSync('taskkill', ['/pid', String(pid), '/T', '/F']);
  else process.kill(-pid, 'SIGKILL');
}
