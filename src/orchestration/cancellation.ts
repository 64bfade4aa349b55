import type { CancelRequest } from './contract';

/** Thrown at a safe point; `Saga.run` turns it into a result after undoing. It never crosses a history. */
export class CancellationRequested extends Error {
  override readonly name = 'CancellationRequested';
  readonly request: CancelRequest;

  constructor(request: CancelRequest) {
    super('The customer asked to cancel.');
    this.request = request;
  }
}
