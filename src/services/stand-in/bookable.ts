/** The stand-in for a travel service: the code of an offer decides; see B1 to B6 in shared/bookable.ts. */
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { BookableContracts } from '../../shared/bookable';
import type { ActivityImplementation } from '../../shared/contract';
import { MINUTE_MS } from '../../shared/durations';
import { type Instant, isAtOrAfter, plusMs } from '../../shared/instant';
import { type Booking, freeOf, Inventory } from './inventory';
import type { Records } from './records';
import { standIn } from './stand-in';
import { asksFor, clausesOf, offers } from './test-values';

type Request<Operation extends keyof BookableContracts> = z.output<BookableContracts[Operation]['input']>;
type Answer<Operation extends keyof BookableContracts> = z.input<BookableContracts[Operation]['output']>;

interface Bookable {
  readonly contracts: { readonly [Operation in keyof BookableContracts]: BookableContracts[Operation] };
  /** The list price of one. */
  readonly unitCents: number;
}

const HOLD_MS = 30 * MINUTE_MS;
const SHORT_HOLD_MS = 5 * MINUTE_MS;

export function bookableStandIn(
  records: Records,
  { contracts, unitCents }: Bookable,
): readonly ActivityImplementation[] {
  const inventory = new Inventory(records);
  const clausesFor = (operation: string) => (request: { readonly offer: string }) =>
    clausesOf(request.offer, operation);
  return [
    standIn(records, contracts.hold, {
      clauses: ({ offer }) => clausesOf(offer),
      effect: (request) => hold(inventory, request, unitCents),
    }),
    standIn(records, contracts.release, {
      clauses: clausesFor('release'),
      effect: (request) => release(inventory, request),
    }),
    standIn(records, contracts.confirm, {
      clauses: clausesFor('confirm'),
      effect: (request) => confirm(inventory, request),
    }),
    standIn(records, contracts.cancel, {
      clauses: clausesFor('cancel'),
      effect: (request) => cancel(inventory, request),
    }),
  ];
}

function hold(inventory: Inventory, request: Request<'hold'>, unitCents: number): Answer<'hold'> {
  const { reference, tripId, quantity } = request;
  const { known, code, offer } = inventory.look(request);
  if (known) return heldAlready(known, request, offer.clock);
  if (quantity > freeOf(code, offer)) return { outcome: 'refused', reason: 'soldOut' };
  const priceCents = quantity * priceOf(code, unitCents, inventory.countHold(code, tripId));
  const expiresAt = plusMs(offer.clock, asksFor(code, offers.shortHold) ? SHORT_HOLD_MS : HOLD_MS);
  inventory.put({ state: 'held', reference, offer: code, tripId, quantity, priceCents, expiresAt }, offer);
  return { outcome: 'held', priceCents, expiresAt };
}

/** B2: the same reference gives the same answer, as long as the hold lasts. */
function heldAlready(known: Booking, { offer, quantity }: Request<'hold'>, now: Instant): Answer<'hold'> {
  if (known.state === 'released' || known.state === 'cancelled') return { outcome: 'refused', reason: 'released' };
  if (known.offer !== offer || known.quantity !== quantity) return { outcome: 'refused', reason: 'referenceReused' };
  if (known.state === 'confirmed') return { outcome: 'refused', reason: 'alreadyConfirmed' };
  if (isAtOrAfter(now, known.expiresAt)) return { outcome: 'refused', reason: 'holdExpired' };
  return { outcome: 'held', priceCents: known.priceCents, expiresAt: known.expiresAt };
}

/** A rising price is a tenth of the list price higher each time that the same trip asks. */
function priceOf(code: string, unitCents: number, earlierHolds: number): number {
  return asksFor(code, offers.rising) ? unitCents + (earlierHolds * unitCents) / 10 : unitCents;
}

function release(inventory: Inventory, request: Request<'release'>): Answer<'release'> {
  const { known, code, offer } = inventory.look(request);
  if (known?.state === 'confirmed') return { outcome: 'alreadyConfirmed', confirmation: known.confirmation };
  if (known?.state !== 'cancelled')
    inventory.put({ state: 'released', reference: request.reference, offer: code }, offer);
  return { outcome: 'released' };
}

function confirm(inventory: Inventory, request: Request<'confirm'>): Answer<'confirm'> {
  const { known, code, offer } = inventory.look(request);
  if (!known) return { outcome: 'refused', reason: 'notHeld' };
  if (known.state === 'confirmed') return { outcome: 'confirmed', confirmation: known.confirmation };
  if (known.state !== 'held') return { outcome: 'refused', reason: known.state };
  if (asksFor(code, offers.confirmRefused)) {
    inventory.put({ state: 'released', reference: known.reference, offer: code }, offer);
    return { outcome: 'refused', reason: 'overbooked' };
  }
  const isOver = isAtOrAfter(offer.clock, known.expiresAt);
  if (isOver && known.quantity > freeOf(code, offer)) return { outcome: 'refused', reason: 'soldOut' };
  const confirmation = `bkg_${randomUUID()}`;
  inventory.put({ ...known, state: 'confirmed', confirmation }, offer);
  return { outcome: 'confirmed', confirmation };
}

function cancel(inventory: Inventory, request: Request<'cancel'>): Answer<'cancel'> {
  const { code, offer } = inventory.look(request);
  inventory.put({ state: 'cancelled', reference: request.reference, offer: code }, offer);
  return { outcome: 'cancelled' };
}
