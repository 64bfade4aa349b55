import type { ProcessContext } from '../../orchestration/process-context';
import type { Step } from '../../orchestration/step';
import { DAY_MS } from '../../shared/durations';
import { plusMs } from '../../shared/instant';
import type { CaseFile } from './case-file';
import { tellOverdue } from './notices';

/** Runs beside the work on a case and never ends by itself: each limit that passes is noted, and somebody is told. */
export function* watchClock(context: ProcessContext, theCase: CaseFile): Step<never> {
  const { type, begunAt, breaches } = theCase;
  for (const { level, afterMs, mailbox } of type.sla) {
    yield* context.sleepUntil(plusMs(begunAt, afterMs));
    context.safePoint();
    breaches.push({ level, at: context.now });
    context.begin(`sla/${level}`);
    context.progress.done(`sla/${level}`, 'breached');
    context.report.breached(`sla/${level}`, 'case');
    yield* tellOverdue(context, theCase, { level, mailbox });
  }
  for (;;) {
    yield* context.sleepUntil(context.after(365 * DAY_MS));
    context.safePoint();
  }
}
