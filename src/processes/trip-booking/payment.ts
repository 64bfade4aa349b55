import { call } from '../../orchestration/call';
import type { ProcessContext } from '../../orchestration/process-context';
import type { Step } from '../../orchestration/step';
import { refundPayment, voidPayment } from '../../services/payments/contract';
import type { Cents } from '../../shared/money';

interface Payment {
  readonly reference: string;
  readonly amountCents: Cents;
}

/** Lets the held money go; money that was taken after all is paid back. */
export function* giveBackPayment(context: ProcessContext, payment: Payment): Step<void> {
  const answer = yield* call(context, voidPayment, { reference: payment.reference });
  if (answer.outcome === 'alreadyCaptured') yield* refund(context, payment, 'all');
}

/** Pays back what belongs to a part of the trip; a refusal is a fault, because the agency owes this money. */
export function* refund(context: ProcessContext, payment: Payment, part: string): Step<void> {
  if (payment.amountCents === 0) return;
  const answer = yield* call(context, refundPayment, payment, { step: `${refundPayment.name}/${part}` });
  if (answer.outcome === 'refused') throw new Error(`The refund of ${part} was refused: ${answer.reason}`);
}
