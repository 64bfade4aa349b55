/** The stand-in for the payment provider: the card token decides. */
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { ActivityImplementation } from '../../shared/contract';
import { DAY_MS, HOUR_MS } from '../../shared/durations';
import { isAtOrAfter, plusMs } from '../../shared/instant';
import type { Records } from '../stand-in/records';
import { standIn } from '../stand-in/stand-in';
import { asksFor, cards, clausesOf } from '../stand-in/test-values';
import { authorizePayment, capturePayment, refundPayment, voidPayment } from './contract';
import { paymentsIn, type Payments } from './payment';

type Contract = typeof authorizePayment | typeof capturePayment | typeof refundPayment | typeof voidPayment;
type Request<C extends Contract> = z.output<C['input']>;
type Answer<C extends Contract> = z.input<C['output']>;

const HOLD_MS = 7 * DAY_MS;
const SHORT_HOLD_MS = HOUR_MS;

export function paymentsStandIn(records: Records): readonly ActivityImplementation[] {
  const payments = paymentsIn(records);
  const clausesFor = (operation: string) => (request: { readonly reference: string }) =>
    clausesOf(payments.get(request.reference)?.cardToken ?? '', operation);
  return [
    standIn(records, authorizePayment, {
      clauses: ({ cardToken }) => clausesOf(cardToken),
      effect: (request) => authorize(payments, request),
    }),
    standIn(records, capturePayment, {
      clauses: clausesFor('capture'),
      effect: (request) => capture(payments, request),
    }),
    standIn(records, voidPayment, {
      clauses: clausesFor('void'),
      effect: (request) => letGo(payments, request),
    }),
    standIn(records, refundPayment, {
      clauses: clausesFor('refund'),
      effect: (request) => refund(payments, request),
    }),
  ];
}

function authorize(payments: Payments, request: Request<typeof authorizePayment>): Answer<typeof authorizePayment> {
  const { reference, amountCents, currency, cardToken, requestedAt } = request;
  const known = payments.get(reference);
  if (known?.state === 'authorized' && known.amountCents === amountCents) {
    return { outcome: 'authorized', authorizationId: known.authorizationId, expiresAt: known.expiresAt };
  }
  if (known) return { outcome: 'declined', reason: known.state === 'voided' ? 'voided' : 'referenceReused' };
  if (asksFor(cardToken, cards.declined)) return { outcome: 'declined', reason: 'cardDeclined' };
  if (asksFor(cardToken, cards.insufficientFunds)) return { outcome: 'declined', reason: 'insufficientFunds' };
  const authorizationId = `auth_${randomUUID()}`;
  const expiresAt = plusMs(requestedAt, asksFor(cardToken, cards.shortHold) ? SHORT_HOLD_MS : HOLD_MS);
  payments.put(reference, { state: 'authorized', authorizationId, amountCents, currency, cardToken, expiresAt });
  return { outcome: 'authorized', authorizationId, expiresAt };
}

function capture(payments: Payments, request: Request<typeof capturePayment>): Answer<typeof capturePayment> {
  const { reference, amountCents, requestedAt } = request;
  const known = payments.get(reference);
  if (!known) return { outcome: 'declined', reason: 'notAuthorized' };
  if (known.state === 'voided') return { outcome: 'declined', reason: 'voided' };
  if (known.state === 'captured') {
    if (known.capturedCents !== amountCents) return { outcome: 'declined', reason: 'alreadyCaptured' };
    return { outcome: 'captured', captureId: known.captureId };
  }
  if (isAtOrAfter(requestedAt, known.expiresAt)) return { outcome: 'expired', expiredAt: known.expiresAt };
  if (amountCents > known.amountCents) return { outcome: 'declined', reason: 'amountTooHigh' };
  if (asksFor(known.cardToken, cards.captureDeclined)) return { outcome: 'declined', reason: 'cardDeclined' };
  const captureId = `cap_${randomUUID()}`;
  payments.put(reference, { ...known, state: 'captured', captureId, capturedCents: amountCents, refundedCents: 0 });
  return { outcome: 'captured', captureId };
}

function letGo(payments: Payments, { reference }: Request<typeof voidPayment>): Answer<typeof voidPayment> {
  const known = payments.get(reference);
  if (known?.state === 'captured') return { outcome: 'alreadyCaptured', captureId: known.captureId };
  payments.put(reference, { state: 'voided', cardToken: known?.cardToken });
  return { outcome: 'voided' };
}

function refund(payments: Payments, request: Request<typeof refundPayment>): Answer<typeof refundPayment> {
  const { reference, amountCents } = request;
  const known = payments.get(reference);
  if (known?.state !== 'captured') return { outcome: 'refused', reason: 'notCaptured' };
  const refundedCents = known.refundedCents + amountCents;
  if (refundedCents > known.capturedCents) return { outcome: 'refused', reason: 'amountTooHigh' };
  payments.put(reference, { ...known, refundedCents });
  return { outcome: 'refunded', refundId: `ref_${randomUUID()}` };
}
