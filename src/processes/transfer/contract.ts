/** The door of the transfer: money from one account of the bank to another. */
import { z } from 'zod';
import type { ProcessContract } from '../../shared/contract';
import { AccountId } from '../../shared/ids';
import { PositiveCents } from '../../shared/money';
import { CancelReason, Reason } from '../../shared/reason';
import type { SettingsBlock } from '../../shared/settings-block';

export const TransferOrder = z
  .object({ from: AccountId, to: AccountId, cents: PositiveCents })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: 'expected another account' });
export type TransferOrder = z.infer<typeof TransferOrder>;

const notUndone = z.array(z.string()).optional();

export const TransferResult = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('transferred') }),
  /** Nothing was moved: the account that said no, and why. */
  z.object({ outcome: z.literal('rejected'), by: z.enum(['from', 'to']), reason: Reason, notUndone }),
  z.object({ outcome: z.literal('cancelled'), reason: CancelReason, notUndone }),
]);
export type TransferResult = z.infer<typeof TransferResult>;

export const transferSettings = {
  prefix: 'TRANSFER',
  options: z.object({}),
  variables: {},
} satisfies SettingsBlock;

export const transfer = {
  name: 'transfer',
  title: 'Transfer',
  description: 'Moves money from one account of the bank to another: all of it, once, or nothing.',
  version: 1,
  input: TransferOrder,
  result: TransferResult,
  idempotencyKey: 'required',
} as const satisfies ProcessContract<typeof TransferOrder, typeof TransferResult>;
