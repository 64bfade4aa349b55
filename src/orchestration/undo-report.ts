import { errorTypeOf } from '../shared/error-type';
import { attribute } from '../telemetry/contract';
import type { ProcessContext } from './process-context';

export function tellUndone({ report }: ProcessContext, undo: string): void {
  report.count('business_process.compensations', { [attribute.outcome]: 'undone' });
  report.log('compensation.done', { [attribute.undo]: undo });
}

/** Its policy has ended: from here on it is an operator's, or is reported in the result. */
export function tellNotUndone({ report }: ProcessContext, undo: string, fault: unknown): void {
  report.count('business_process.compensations', { [attribute.outcome]: 'failed' });
  report.log('compensation.failed', { [attribute.undo]: undo, [attribute.errorType]: errorTypeOf(fault) });
}
