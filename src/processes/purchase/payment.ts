import { call } from '../../orchestration/call';
import type { ProcessContext } from '../../orchestration/process-context';
import type { Step } from '../../orchestration/step';
import { refundPayment, voidPayment } from '../../services/payments/contract';

interface Payment {
  readonly reference: string;
  readonly amountCents: number;
}

/** Lets the held money go; money that was taken after all is paid back. */
export function* giveBackPayment(context: ProcessContext, payment: Payment): Step<void> {
  const answer = yield* call(context, voidPayment, { reference: payment.reference });
  if (answer.outcome === 'alreadyCaptured') yield* refund(context, payment);
}

/** Pays back; a refusal is a fault, because the shop owes this money. */
export function* refund(context: ProcessContext, payment: Payment, part?: string): Step<void> {
  const step = part === undefined ? refundPayment.name : `${refundPayment.name}/${part}`;
  const answer = yield* call(context, refundPayment, payment, { step });
  if (answer.outcome === 'refused') throw new Error(`The refund was refused: ${answer.reason}`);
}
