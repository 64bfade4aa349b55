import type { CancelRequest } from './contract';
import { Interruption } from './interruption';

/** Thrown at a safe point; `Saga.run` turns it into a result after undoing. */
export class CancellationRequested extends Interruption {
  override readonly name = 'CancellationRequested';
  readonly outcome = 'cancelled';
  readonly request: CancelRequest;

  constructor(request: CancelRequest) {
    super('The customer asked to cancel.');
    this.request = request;
  }
}
