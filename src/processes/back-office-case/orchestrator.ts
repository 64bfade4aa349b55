import { call } from '../../orchestration/call';
import { defineProcess } from '../../orchestration/define-process';
import type { ProcessContext } from '../../orchestration/process-context';
import { race } from '../../orchestration/race';
import { Saga } from '../../orchestration/saga';
import type { Step } from '../../orchestration/step';
import { approveFile, openFile, withdrawFile } from '../../services/casework/contract';
import { CaseId } from '../../shared/case-file';
import { CaseFile } from './case-file';
import { consequenceOf } from './consequence';
import { backOfficeCase, type CaseEnding, type CaseResult } from './contract';
import { decide } from './decision';
import { tellSubmitter } from './notices';
import { watchClock } from './sla-clock';
import { validate } from './validation';

export const backOfficeCaseProcess = defineProcess(backOfficeCase, function* (context, input): Step<CaseResult> {
  const type = input.options.caseTypes[input.type];
  if (type === undefined) {
    const caseId = input.caseId ?? CaseId.parse(context.instanceId);
    return { outcome: 'rejected', by: 'intake', reason: 'unknownCaseType', caseId, findings: [], breaches: [] };
  }
  const file = new CaseFile(context, input, type);
  try {
    const { result, notUndone } = yield* Saga.run<CaseEnding>(context, {
      story: (saga) => handle(context, saga, file),
      whenCancelled: ({ reason = 'cancelledBySubmitter' }) => ({ outcome: 'cancelled', reason }),
    });
    yield* tellSubmitter(context, file, result.outcome);
    const { caseId, findings, breaches } = file;
    return { ...result, caseId, findings, breaches, ...(notUndone.length === 0 ? {} : { notUndone: [...notUndone] }) };
  } catch (fault) {
    yield* tellSubmitter(context, file, 'failed');
    throw fault;
  }
});

function* handle(context: ProcessContext, saga: Saga, theCase: CaseFile): Step<CaseEnding> {
  const { file, caseId, order } = theCase;
  const { type, reference } = order;

  const withdrawal = saga.undoWith('withdraw the file', () => call(context, withdrawFile, { file }));
  const opened = yield* call(context, openFile, { file, caseId, type, reference });
  if (opened.outcome === 'refused') {
    withdrawal.drop();
    return saga.abandon({ outcome: 'rejected', by: 'intake', reason: opened.reason });
  }

  const { value: verdict } = yield* race(context, {
    work: (inner) => workOn(inner, theCase),
    clock: (inner) => watchClock(inner, theCase),
  });
  if (verdict.outcome !== 'approvable') return saga.abandon(verdict);

  const { by } = verdict;
  const approved = yield* saga.pivot(
    () => call(context, approveFile, { file, by }),
    ({ outcome }) => outcome === 'approved',
  );
  if (approved.outcome === 'refused') {
    return saga.abandon({ outcome: 'rejected', by: 'intake', reason: approved.reason });
  }
  return { outcome: 'approved', by, recordId: approved.recordId };
}

type Verdict = { readonly outcome: 'approvable'; readonly by: string } | CaseEnding;

/** One validation after the other; the first that says no ends the case, one that cannot say refers it to a clerk. */
function* workOn(context: ProcessContext, theCase: CaseFile): Step<Verdict> {
  const { validations, work } = theCase.type;
  let isReferred = work.when === 'always';
  for (const validation of validations) {
    const finding = yield* validate(context, theCase, validation);
    theCase.findings.push(finding);
    const consequence = consequenceOf(validation, finding);
    if (consequence.type === 'end') return consequence.ending;
    if (consequence.type === 'refer') isReferred = true;
  }
  return isReferred ? yield* decide(context, theCase) : { outcome: 'approvable', by: 'rules' };
}
