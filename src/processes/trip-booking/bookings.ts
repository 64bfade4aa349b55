/** Behind the pivot: every hold becomes a booking. What is no longer to be had is paid back. */
import { call } from '../../orchestration/call';
import { parallel } from '../../orchestration/parallel';
import type { ProcessContext } from '../../orchestration/process-context';
import type { Step } from '../../orchestration/step';
import type { Booking, MissingPart } from './contract';
import type { Hold } from './holds';
import { refund } from './payment';
import { type NamedPart, sellers, type Trip } from './trip';

/** A booking with what it takes to cancel it. */
export interface BookedPart {
  readonly kind: NamedPart['kind'];
  readonly reference: string;
  readonly booking: Booking;
}

type Confirmed =
  | { readonly outcome: 'confirmed'; readonly booked: BookedPart }
  | { readonly outcome: 'missing'; readonly missing: MissingPart };

export interface Bookings {
  readonly booked: readonly BookedPart[];
  readonly missing: readonly MissingPart[];
}

export function* confirmHolds(context: ProcessContext, trip: Trip, holds: readonly Hold[]): Step<Bookings> {
  const answers = yield* parallel(
    context,
    holds.map((hold) => (branch) => confirm(branch, trip, hold)),
  );
  return {
    booked: answers.flatMap((answer) => ('booked' in answer ? answer.booked : [])),
    missing: answers.flatMap((answer) => ('missing' in answer ? answer.missing : [])),
  };
}

function* confirm(context: ProcessContext, trip: Trip, hold: Hold): Step<Confirmed> {
  const { part, offer, reference, priceCents } = hold;
  const { service, contracts } = sellers[part.kind];
  const named = { part: part.name, offer, priceCents };
  const request = { reference, offer, requestedAt: context.now };
  const answer = yield* call(context, contracts.confirm, request, { step: `${service}.confirm/${part.name}` });
  if (answer.outcome === 'confirmed') {
    const booking = { ...named, confirmation: answer.confirmation };
    return { outcome: 'confirmed', booked: { kind: part.kind, reference, booking } };
  }
  yield* refund(context, { reference: trip.reference, amountCents: priceCents }, part.name);
  return { outcome: 'missing', missing: { ...named, reason: answer.reason } };
}
