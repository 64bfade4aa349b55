import { Interruption } from './interruption';

/** Another branch of a race has won. */
export class RaceLost extends Interruption {
  override readonly name = 'RaceLost';
  readonly outcome = 'raceLost';

  constructor() {
    super('Another branch of the race has won.');
  }
}
