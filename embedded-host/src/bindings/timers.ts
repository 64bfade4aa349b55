import { HostError } from '../errors';
import type { Log } from '../log';
import type { TimerParts } from './timer-trigger';
import { TimerFunction, isTimer } from './timer-trigger';

/** Starts every timer function of an app; one whose schedule makes no sense is named in a warning and left out. */
export function startTimers(parts: TimerParts, env: NodeJS.ProcessEnv, log: Log): TimerFunction[] {
  const timers = parts.scope.app.functions.filter(isTimer).flatMap((registered) => {
    try {
      return [new TimerFunction(registered, parts, env)];
    } catch (error) {
      if (!(error instanceof HostError)) throw error;
      log.warn(error.message, { functionName: registered.name });
      return [];
    }
  });
  for (const timer of timers) timer.start();
  return timers;
}
