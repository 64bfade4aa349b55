import type { DecisionOutcome, InterventionId } from '../entities/intervention-list/contract';
import { errorTypeOf } from '../shared/error-type';
import { stepNameOf } from '../shared/step-name';
import { attribute } from '../telemetry/contract';
import type { StuckStep } from './intervention-notice';
import type { ProcessContext } from './process-context';

export function tellOpened({ report }: ProcessContext, { interventionId, kind, step: text, fault }: StuckStep): void {
  const { step, key } = stepNameOf(text);
  report.count('business_process.interventions.opened', {
    [attribute.step]: step,
    [attribute.compensation]: kind === 'compensation',
  });
  report.log('intervention.opened', {
    ...{ [attribute.step]: step, [attribute.stepKey]: key },
    ...{ [attribute.interventionId]: interventionId, [attribute.errorType]: errorTypeOf(fault) },
  });
}

export function tellClosed(
  { report }: ProcessContext,
  id: InterventionId,
  outcome: DecisionOutcome | 'withdrawn',
): void {
  report.log('intervention.closed', { [attribute.interventionId]: id, [attribute.outcome]: outcome });
}
