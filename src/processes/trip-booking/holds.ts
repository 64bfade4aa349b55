/** Every part of the trip held at once, each with its alternatives; all or nothing. */
import { call } from '../../orchestration/call';
import { parallel } from '../../orchestration/parallel';
import type { ProcessContext } from '../../orchestration/process-context';
import type { RegisteredUndo, Saga } from '../../orchestration/saga';
import type { Step } from '../../orchestration/step';
import { MINUTE_MS } from '../../shared/durations';
import type { OfferCode } from '../../shared/ids';
import { type Instant, isAtOrAfter } from '../../shared/instant';
import type { Cents } from '../../shared/money';
import type { Rejection } from './contract';
import { type NamedPart, sellers, type Trip } from './trip';

/** A hold has to last so much longer than the moment at which it is relied on: paying takes a while. */
const MARGIN_MS = 2 * MINUTE_MS;

/** What is asked of a service, whether or not there is an answer. */
interface Requested {
  readonly part: NamedPart;
  /** Tells the holds of a trip apart: part, round and choice. */
  readonly place: string;
  readonly offer: OfferCode;
  readonly reference: string;
}

export interface Hold extends Requested {
  readonly priceCents: Cents;
  readonly expiresAt: Instant;
  readonly undo: RegisteredUndo;
}

type Refused = { readonly outcome: 'refused' } & Rejection;
type Held = { readonly outcome: 'held'; readonly hold: Hold } | Refused;

interface Round {
  readonly trip: Trip;
  /** Counts how often parts are held, so that each hold has a name of its own. */
  readonly round: number;
}

type HeldParts = { readonly outcome: 'held'; readonly holds: readonly Hold[] } | Refused;

/** Holds what is not held any more, beside what still is. */
export function* holdParts(
  context: ProcessContext,
  saga: Saga,
  { trip, round, before }: Round & { readonly before: readonly Hold[] },
): Step<HeldParts> {
  const [live, stale] = [
    before.filter((hold) => isLive(context, hold)),
    before.filter((hold) => !isLive(context, hold)),
  ];
  const wanted = trip.parts.filter((part) => !live.some((hold) => hold.part === part));
  const answers = yield* parallel(
    context,
    wanted.map((part) => (branch) => holdAnew(branch, saga, { trip, round, part, stale })),
  );
  const refused = answers.find((answer) => answer.outcome === 'refused');
  if (refused !== undefined) return refused;
  return { outcome: 'held', holds: [...live, ...answers.flatMap((answer) => ('hold' in answer ? answer.hold : []))] };
}

export function isLive(context: ProcessContext, { expiresAt }: Hold): boolean {
  return !isAtOrAfter(context.after(MARGIN_MS), expiresAt);
}

interface Wanted extends Round {
  readonly part: NamedPart;
  readonly stale: readonly Hold[];
}

/** What was held before is let go first: of the last one, it would stand in its own way. */
function* holdAnew(context: ProcessContext, saga: Saga, { stale, ...wanted }: Wanted): Step<Held> {
  for (const hold of stale.filter(({ part }) => part === wanted.part)) {
    yield* release(context, hold, 'renewed');
    hold.undo.drop();
  }
  return yield* holdPart(context, saga, wanted);
}

/** The first of the traveller's choices that is to be had. */
function* holdPart(context: ProcessContext, saga: Saga, { trip, round, part }: Omit<Wanted, 'stale'>): Step<Held> {
  const { service, contracts } = sellers[part.kind];
  const { tripId, currency } = trip;
  let reason = '';
  for (const [choice, offer] of [part.offer, ...part.alternatives].entries()) {
    const place = `${part.name}/${round}.${choice + 1}`;
    const reference = `${trip.reference}/${place}`;
    const booking = { part, place, offer, reference };
    const undo = saga.undoWith(`release ${place}`, () => release(context, booking), { group: 'holds' });
    const request = { reference, offer, tripId, currency, quantity: part.quantity, requestedAt: context.now };
    // Nobody waits for a service that is down while the holds of the others run out.
    const answer = yield* call(context, contracts.hold, request, {
      step: `${service}.hold/${place}`,
      breaker: 'failFast',
    });
    if (answer.outcome === 'held') return { outcome: 'held', hold: { ...booking, ...answer, undo } };
    undo.drop();
    reason = answer.reason;
  }
  return { outcome: 'refused', by: service, reason, part: part.name };
}

function* release(context: ProcessContext, { part, place, offer, reference }: Requested, why?: string): Step<void> {
  const { service, contracts } = sellers[part.kind];
  const step = [`${service}.release`, place, ...(why === undefined ? [] : [why])].join('/');
  const answer = yield* call(context, contracts.release, { reference, offer }, { step });
  if (answer.outcome === 'alreadyConfirmed') throw new Error(`${place} is confirmed and cannot be released.`);
}
