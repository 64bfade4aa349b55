import type { Instant } from '../shared/instant';
import { Interruption } from './interruption';

interface Deadline {
  readonly step: string;
  readonly at: Instant;
  readonly untilPivot: boolean;
}

/** A deadline, and what is thrown where it meets the story. */
export class DeadlineExpired extends Interruption {
  override readonly name = 'DeadlineExpired';
  readonly outcome = 'expired';
  readonly at: Instant;
  readonly untilPivot: boolean;

  constructor({ step, at, untilPivot }: Deadline) {
    super(`The deadline '${step}' at ${at} has passed.`);
    this.at = at;
    this.untilPivot = untilPivot;
  }
}
