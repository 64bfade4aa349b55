import { errorTypeOf } from '../shared/error-type';
import { attribute } from '../telemetry/contract';
import { outcomeOf } from './outcome';
import type { ProcessContext } from './process-context';
import type { Report } from './report';
import type { Step } from './step';

/** Tells that an instance has begun and how it has ended; where it goes on as new, neither is told in between. */
export function* reported<Result>(context: ProcessContext, story: () => Step<Result>): Step<Result> {
  const { report } = context;
  if (!report.hasContinued) started(report);
  try {
    const result = yield* story();
    if (!report.goesOn) ended(report, outcomeOf(result) ?? 'done');
    return result;
  } catch (fault) {
    failed(report, fault);
    throw fault;
  }
}

function started(report: Report): void {
  report.count('business_process.started', { [attribute.version]: report.version });
  report.log('process.started', {});
}

function ended(report: Report, outcome: string): void {
  countEnd(report, outcome);
  report.log('process.ended', {
    [attribute.outcome]: outcome,
    [attribute.duration]: report.secondsSince(report.begunAt),
  });
}

function failed(report: Report, fault: unknown): void {
  countEnd(report, 'failed');
  report.log('process.failed', {
    [attribute.outcome]: 'failed',
    [attribute.errorType]: errorTypeOf(fault),
    [attribute.duration]: report.secondsSince(report.begunAt),
  });
}

function countEnd(report: Report, outcome: string): void {
  const which = { [attribute.version]: report.version, [attribute.outcome]: outcome };
  report.count('business_process.ended', which);
  report.measure('business_process.duration', report.begunAt, which);
}
