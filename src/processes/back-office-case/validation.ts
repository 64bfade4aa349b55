/** One validation: asked with its own timeout and retry policy, and again after information was given. */
import { call } from '../../orchestration/call';
import { withDeadline } from '../../orchestration/deadline';
import { Interruption } from '../../orchestration/interruption';
import type { ProcessContext } from '../../orchestration/process-context';
import type { Step } from '../../orchestration/step';
import { type Verdict, validateFile } from '../../services/casework/contract';
import type { Validation } from '../../shared/case-type';
import { faultMessage } from '../../shared/fault-message';
import type { CaseFile } from './case-file';
import type { Finding } from './contract';
import { askForInformation } from './information';

const REASON_LENGTH = 200;

type Answer = Verdict | { readonly outcome: 'unavailable'; readonly reason: string };

export function* validate(context: ProcessContext, theCase: CaseFile, validation: Validation): Step<Finding> {
  const { name, information } = validation;
  for (let asked = 0; ; asked += 1) {
    const answer = yield* check(context, theCase, { validation, round: asked + 1 });
    if (answer.outcome !== 'informationNeeded') return { validation: name, ...answer, asked };
    if (asked === information.rounds) {
      return { validation: name, outcome: 'unclear', reason: 'askedTooOften', asked };
    }
    const request = `${name}/${asked + 1}`;
    const given = yield* askForInformation(context, theCase, { request, facts: answer.facts, ...information });
    if (given === undefined) {
      return { validation: name, outcome: 'unanswered', reason: 'informationNotGiven', asked: asked + 1 };
    }
    theCase.learn(given);
  }
}

interface Round {
  readonly validation: Validation;
  readonly round: number;
}

/** What stays without an answer is a clerk's, unless the case type says that it is a fault. */
function* check(context: ProcessContext, theCase: CaseFile, { validation, round }: Round): Step<Answer> {
  const { name, timeoutMs, whenUnavailable } = validation;
  const limit = { step: `validation/${name}/${round}`, withinMs: timeoutMs };
  try {
    const answer = yield* withDeadline(context, limit, (inner) => ask(inner, theCase, { validation, round }));
    if (answer.outcome === 'inTime') return answer.value;
  } catch (fault) {
    if (fault instanceof Interruption || whenUnavailable === 'fail') throw fault;
    return { outcome: 'unavailable', reason: faultMessage(fault).slice(0, REASON_LENGTH) };
  }
  if (whenUnavailable === 'fail') throw new Error(`The validation ${name} took longer than ${timeoutMs} ms.`);
  return { outcome: 'unavailable', reason: 'noAnswerInTime' };
}

function ask(context: ProcessContext, theCase: CaseFile, { validation, round }: Round): Step<Verdict> {
  const { name, retry, check } = validation;
  const { type, reference } = theCase.order;
  const { file, facts } = theCase;
  const step = `${validateFile.name}/${name}/${round}`;
  return call(context, { ...validateFile, retry }, { file, type, reference, facts, check }, { step });
}
