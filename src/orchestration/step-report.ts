import { errorTypeOf } from '../shared/error-type';
import type { Instant } from '../shared/instant';
import { stepNameOf } from '../shared/step-name';
import { attribute } from '../telemetry/contract';
import { Interruption } from './interruption';
import type { ProcessContext } from './process-context';
import type { Report } from './report';

/** What is told of one step: its attempts, its failures and its end. */
export class StepReport {
  readonly #report: Report;
  readonly #begunAt: Instant;
  /** Of which there are few. */
  readonly #which;
  readonly #named;
  #attempts = 0;

  constructor({ report, phase }: ProcessContext, text: string) {
    const { step, key } = stepNameOf(text);
    this.#report = report;
    this.#begunAt = report.now;
    this.#which = { [attribute.step]: step, [attribute.compensation]: phase.isUndoing };
    this.#named = { [attribute.step]: step, [attribute.stepKey]: key };
  }

  attempted(): void {
    this.#attempts += 1;
    this.#report.count('business_process.step.attempts', this.#which);
  }

  attemptFailed(fault: unknown): void {
    const type = { [attribute.errorType]: errorTypeOf(fault) };
    this.#report.count('business_process.step.failures', { ...this.#which, ...type });
    this.#report.log('step.failed', { ...this.#named, ...type, [attribute.attempt]: this.#attempts });
  }

  ended(outcome = 'done'): void {
    this.#report.measure('business_process.step.duration', this.#begunAt, {
      ...this.#which,
      [attribute.outcome]: outcome,
    });
  }

  /** By a fault, or by what goes on around it, as a cancellation. */
  interrupted(fault: unknown): void {
    if (fault instanceof Interruption) this.ended(fault.outcome);
    else this.#givenUp(fault);
  }

  #givenUp(fault: unknown): void {
    this.ended('failed');
    const type = { [attribute.errorType]: errorTypeOf(fault) };
    this.#report.log('step.givenUp', { ...this.#named, ...type, [attribute.attempt]: this.#attempts });
  }
}
