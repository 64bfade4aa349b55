import type { RunningHost } from './host';
import type { Log } from './log';

const numbers = { SIGINT: 2, SIGTERM: 15 } as const;
/** Shells report a process ended by a signal as 128 and its number. */
const BY_SIGNAL = 128;

/** The first SIGINT or SIGTERM stops the host gracefully, the second ends the process at once. */
export function stopOnSignals(host: Pick<RunningHost, 'stop'>, log: Log): void {
  let stopping = false;
  const onSignal = (signal: keyof typeof numbers): void => {
    if (stopping) process.exit(BY_SIGNAL + numbers[signal]);
    stopping = true;
    log.info('Stopping; once more to stop at once.');
    void host.stop().then(() => process.exit(0));
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  // A promise that an app forgot to wait for must not take every other instance down with it.
  process.on('unhandledRejection', (reason) => {
    log.error(`Unhandled rejection: ${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}`);
  });
}

/** A host that another process watches over tells it where it serves, and ends with it. */
export function stopWithParent(host: Pick<RunningHost, 'stop' | 'url'>): void {
  process.send?.({ port: Number(new URL(host.url).port) });
  process.once('disconnect', () => {
    void host.stop().then(() => process.exit(0));
  });
}
