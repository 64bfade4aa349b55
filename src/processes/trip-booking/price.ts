/** The price that the traveller and the services agree on: asked again as long as holds expire and prices change. */
import type { ProcessContext } from '../../orchestration/process-context';
import type { Saga } from '../../orchestration/saga';
import type { Step } from '../../orchestration/step';
import { waitForEvent } from '../../orchestration/wait-for-event';
import { type Cents, formatMoney } from '../../shared/money';
import { type PriceAnswered, type Rejection, tripEvents } from './contract';
import { type Hold, holdParts, isLive } from './holds';
import { askTraveller } from './notices';
import type { Trip } from './trip';

export type Agreement =
  | { readonly outcome: 'agreed'; readonly holds: readonly Hold[]; readonly totalCents: Cents }
  | ({ readonly outcome: 'refused' } & Rejection)
  | { readonly outcome: 'expired' };

export function* agreeOnPrice(context: ProcessContext, saga: Saga, trip: Trip): Step<Agreement> {
  let { agreedCents } = trip;
  let holds: readonly Hold[] = [];
  for (let round = 1; round <= trip.options.priceRounds; round += 1) {
    const held = yield* holdParts(context, saga, { trip, round, before: holds });
    if (held.outcome === 'refused') return held;
    ({ holds } = held);
    const totalCents = holds.reduce((sum, { priceCents }) => sum + priceCents, 0);
    if (totalCents > agreedCents) {
      const decision = yield* askForConsent(context, trip, { round, totalCents });
      if (decision === 'expired') return { outcome: 'expired' };
      if (decision === 'decline') return { outcome: 'refused', by: 'traveller', reason: 'priceDeclined' };
      agreedCents = totalCents;
    }
    if (holds.every((hold) => isLive(context, hold))) return { outcome: 'agreed', holds, totalCents };
  }
  return { outcome: 'refused', by: 'price', reason: 'keepsChanging' };
}

interface NewPrice {
  readonly round: number;
  readonly totalCents: Cents;
}

/** An answer that names another total is about another price, and changes nothing. */
function* askForConsent(
  context: ProcessContext,
  trip: Trip,
  { round, totalCents }: NewPrice,
): Step<PriceAnswered['decision'] | 'expired'> {
  const { consentReminderMs, consentDeadlineMs } = trip.options;
  const total = formatMoney(totalCents, trip.currency);
  yield* askTraveller(context, trip, { template: 'priceChanged', round, total });
  const ending = yield* waitForEvent(context, {
    step: `consent/${round}`,
    event: 'priceAnswered',
    schema: tripEvents.priceAnswered,
    remindAfterMs: [consentReminderMs],
    expireAfterMs: consentDeadlineMs,
    accept: (answer) => answer.totalCents === totalCents,
    onReminder: (inner) => askTraveller(inner, trip, { template: 'priceReminder', round, total }),
  });
  return ending.outcome === 'expired' ? 'expired' : ending.event.decision;
}
