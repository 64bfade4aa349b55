import type { Decision } from '../entities/approval-inbox/contract';
import type { Instant } from '../shared/instant';
import { stepNameOf } from '../shared/step-name';
import { attribute } from '../telemetry/contract';
import type { ProcessContext } from './process-context';
import type { Report } from './report';

/** What is told of one approval: how long it waits, and how that ends. Who decided is for its audit trail alone. */
export class ApprovalReport {
  readonly #report: Report;
  readonly #text: string;
  readonly #openedAt: Instant;
  readonly #which;
  readonly #named;

  constructor({ report }: ProcessContext, text: string) {
    const { step, key } = stepNameOf(text);
    this.#report = report;
    this.#text = text;
    this.#openedAt = report.now;
    this.#which = { [attribute.step]: step };
    this.#named = { ...this.#which, [attribute.stepKey]: key };
  }

  opened(): void {
    this.#report.log('approval.opened', this.#named);
  }

  decided(decision: Decision): void {
    const how = { [attribute.decision]: decision };
    this.#report.count('business_process.approvals.decided', { ...this.#which, ...how });
    this.#report.log('approval.decided', { ...this.#named, ...how, ...this.#ended('decided') });
  }

  expired(): void {
    this.#report.count('business_process.approvals.expired', this.#which);
    this.#report.log('approval.expired', { ...this.#named, ...this.#ended('expired') });
    this.#report.breached(this.#text, 'expiry');
  }

  /** Whoever should have begun by now has not. */
  overdue(): void {
    this.#report.log('approval.overdue', this.#named);
    this.#report.breached(this.#text, 'followUp');
  }

  escalated(): void {
    this.#report.log('approval.escalated', this.#named);
    this.#report.breached(this.#text, 'escalation');
  }

  #ended(outcome: 'decided' | 'expired') {
    this.#report.measure('business_process.approvals.wait', this.#openedAt, {
      ...this.#which,
      [attribute.outcome]: outcome,
    });
    return { [attribute.duration]: this.#report.secondsSince(this.#openedAt) };
  }
}
