import { call } from '../../orchestration/call';
import { Interruption } from '../../orchestration/interruption';
import { parallel } from '../../orchestration/parallel';
import type { ProcessContext } from '../../orchestration/process-context';
import type { Step } from '../../orchestration/step';
import { rateCredit } from '../../services/credit/contract';
import { verifyIdentity } from '../../services/identity/contract';
import { screenPerson } from '../../services/sanctions/contract';
import type { ProvidedDocument } from '../../shared/applicant';
import type { Application } from './application';
import { type ApplicationFacts, creditBand } from './decision-table';

export interface Findings {
  readonly facts: ApplicationFacts;
  /** Absent when the bureau knows nothing, or did not answer. */
  readonly score: number | undefined;
}

/** Three services at once. Without identity and sanctions nobody may decide; without the bureau two people can. */
export function* checkApplicant(
  context: ProcessContext,
  application: Application,
  documents: readonly ProvidedDocument[],
): Step<Findings> {
  const { applicant: person, product, initialDeposit, options } = application;
  const [identity, sanctions, score] = yield* parallel(context, [
    (branch) => call(branch, verifyIdentity, { person, documents: [...documents] }),
    (branch) => call(branch, screenPerson, { person }),
    (branch) => scoreOf(branch, application),
  ]);
  const credit = score === undefined ? 'unknown' : creditBand(score, options);
  const deposit = initialDeposit.cents >= options.highDepositFromCents ? 'high' : 'usual';
  return { facts: { identity: identity.outcome, sanctions: sanctions.outcome, credit, product, deposit }, score };
}

function* scoreOf(context: ProcessContext, { applicant: person }: Application): Step<number | undefined> {
  try {
    // Two people can decide without the bureau, so nobody waits until it is asked again.
    const answer = yield* call(context, rateCredit, { person }, { breaker: 'failFast' });
    return answer.outcome === 'rated' ? answer.score : undefined;
  } catch (fault) {
    if (fault instanceof Interruption) throw fault;
    return undefined;
  }
}
