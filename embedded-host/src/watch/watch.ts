import type { Log } from '../log';
import { FolderWatch } from './folder-watch';
import { Supervisor } from './supervisor';

/** A build writes many files: the host starts again when it has been quiet for so long. */
const QUIET_MS = 300;

/** Serves the app of a folder, starting it again whenever it changes, until a signal ends it. */
export function watchAndServe(folder: string, args: readonly string[], log: Log): void {
  const supervisor = new Supervisor({ args, log, onEnd: (code) => process.exit(code) });
  let quiet: NodeJS.Timeout | undefined;
  const watching = new FolderWatch(folder, () => {
    clearTimeout(quiet);
    quiet = setTimeout(() => supervisor.restart(), QUIET_MS);
  });
  supervisor.start();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      watching.close();
      clearTimeout(quiet);
      supervisor.stop(signal);
    });
  }
}
