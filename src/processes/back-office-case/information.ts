import { bestEffort } from '../../orchestration/best-effort';
import type { ProcessContext } from '../../orchestration/process-context';
import type { Step } from '../../orchestration/step';
import { waitForEvent } from '../../orchestration/wait-for-event';
import type { CaseFacts } from '../../shared/case-file';
import type { CaseFile } from './case-file';
import { InformationGiven, informationGiven } from './contract';
import { tellMissing } from './notices';

interface Question {
  readonly request: string;
  readonly facts: readonly string[];
  readonly remindAfterMs: readonly number[];
  readonly expireAfterMs: number;
}

/** Asks the submitter and waits; undefined when nothing came in time. An answer to another question is none to this. */
export function* askForInformation(
  context: ProcessContext,
  theCase: CaseFile,
  { request, facts, remindAfterMs, expireAfterMs }: Question,
): Step<CaseFacts | undefined> {
  const missing = { request, facts: facts.join(', ') };
  yield* bestEffort(context, (inner) => tellMissing(inner, theCase, { ...missing, reminder: 0 }));
  const ending = yield* waitForEvent(context, {
    step: `information/${request}`,
    event: informationGiven,
    schema: InformationGiven,
    accept: (given) => given.request === request,
    remindAfterMs,
    expireAfterMs,
    onReminder: (inner, reminder) => tellMissing(inner, theCase, { ...missing, reminder }),
  });
  return ending.outcome === 'received' ? ending.event.facts : undefined;
}
