import type { z } from 'zod';
import type { Applied, EntityBehaviour, EntityImplementation } from '../../shared/contract';
import { AppError } from '../../shared/errors';
import type { TransferId } from '../../shared/ids';
import { implementEntity } from '../../shared/implement-entity';
import { accountBalance, type AccountBalanceState, REMEMBERED } from './contract';

type Operations = typeof accountBalance.operations;
type Operation<Name extends keyof Operations> = (
  state: AccountBalanceState,
  input: z.output<Operations[Name]['input']>,
) => Applied<AccountBalanceState, z.input<Operations[Name]['output']>>;

/** One account, beginning as an active one with what `funded` says; one that is not there has yet to be opened. */
export function accountBalanceEntity(funded: ReadonlyMap<string, number>): EntityImplementation {
  return implementEntity<typeof accountBalance>({
    contract: accountBalance,
    initialState: (key) => accountWith(funded.get(key)),
    operations: { open, activate, close, debit, credit, settle, giveBack, takeBack },
  } satisfies EntityBehaviour<typeof accountBalance>);
}

function accountWith(cents: number | undefined): AccountBalanceState {
  const state = cents === undefined ? 'absent' : 'active';
  return { state, balanceCents: cents ?? 0, inTransit: [], ended: [] };
}

const open: Operation<'open'> = (state) => {
  if (state.state === 'absent') return { state: { ...state, state: 'pending' }, answer: { outcome: 'pending' } };
  return { state, answer: { outcome: state.state } };
};

const activate: Operation<'activate'> = (state) => {
  const { state: now, balanceCents } = state;
  if (now === 'absent' || now === 'closed') return { state, answer: { outcome: 'notOpen' } };
  return { state: { ...state, state: 'active' }, answer: { outcome: 'active', balanceCents } };
};

const close: Operation<'close'> = (state) => {
  const { balanceCents, inTransit } = state;
  if (balanceCents > 0 || inTransit.length > 0) return { state, answer: { outcome: 'notEmpty', balanceCents } };
  return { state: { ...state, state: 'closed' }, answer: { outcome: 'closed' } };
};

const debit: Operation<'debit'> = (state, transfer) => {
  const { transferId, cents } = transfer;
  const known = state.inTransit.find((other) => other.transferId === transferId) ?? endOf(transferId, state);
  if (known && 'as' in known && known.as === 'undone') return refused(state, 'undone');
  if (known) return { state: sameAmount(state, known, cents), answer: { outcome: 'debited' } };
  const reason = whyNotDebited(state, cents);
  if (reason !== undefined) return refused(state, reason);
  const left = { ...state, balanceCents: state.balanceCents - cents, inTransit: [...state.inTransit, transfer] };
  return { state: left, answer: { outcome: 'debited' } };
};

const credit: Operation<'credit'> = (state, { transferId, cents }) => {
  const known = endOf(transferId, state);
  if (known?.as === 'undone') return refused(state, 'undone');
  if (known) {
    const { balanceCents } = sameAmount(state, known, cents);
    return { state, answer: { outcome: 'credited', balanceCents } };
  }
  if (state.state === 'absent') return refused(state, 'unknownAccount');
  if (state.state === 'closed') return refused(state, 'accountClosed');
  const balanceCents = state.balanceCents + cents;
  const after = remember({ ...state, balanceCents }, { transferId, cents, as: 'credited' });
  return { state: after, answer: { outcome: 'credited', balanceCents } };
};

const settle: Operation<'settle'> = (state, { transferId }) => {
  if (endOf(transferId, state)?.as === 'settled') return { state, answer: { outcome: 'settled' } };
  const sent = state.inTransit.find((other) => other.transferId === transferId);
  if (sent === undefined) return { state, answer: { outcome: 'notInTransit' } };
  return { state: remember(arrived(state, sent), { ...sent, as: 'settled' }), answer: { outcome: 'settled' } };
};

const giveBack: Operation<'giveBack'> = (state, { transferId }) => {
  const ended = endOf(transferId, state);
  if (ended?.as === 'settled') return { state, answer: { outcome: 'alreadySettled' } };
  if (ended?.as === 'undone') return { state, answer: { outcome: 'givenBack', cents: ended.cents } };
  const sent = state.inTransit.find((other) => other.transferId === transferId);
  const cents = sent?.cents ?? 0;
  const before = sent === undefined ? state : arrived(state, sent);
  const after = remember({ ...before, balanceCents: before.balanceCents + cents }, { transferId, cents, as: 'undone' });
  return { state: after, answer: { outcome: 'givenBack', cents } };
};

const takeBack: Operation<'takeBack'> = (state, { transferId }) => {
  const ended = endOf(transferId, state);
  if (ended?.as === 'undone') return { state, answer: { outcome: 'takenBack', cents: ended.cents } };
  const cents = ended?.cents ?? 0;
  const { balanceCents } = state;
  if (cents > balanceCents) return { state, answer: { outcome: 'insufficientFunds', balanceCents } };
  const after = remember({ ...state, balanceCents: balanceCents - cents }, { transferId, cents, as: 'undone' });
  return { state: after, answer: { outcome: 'takenBack', cents } };
};

type Refusal = Extract<z.input<Operations['debit']['output']>, { readonly outcome: 'refused' }>;

function refused(state: AccountBalanceState, reason: Refusal['reason']) {
  return { state, answer: { outcome: 'refused', reason } } satisfies Applied<AccountBalanceState, Refusal>;
}

/** T1 and T5. */
function whyNotDebited({ state, balanceCents }: AccountBalanceState, cents: number): Refusal['reason'] | undefined {
  if (state === 'absent') return 'unknownAccount';
  if (state === 'pending') return 'accountPending';
  if (state === 'closed') return 'accountClosed';
  return cents > balanceCents ? 'insufficientFunds' : undefined;
}

function arrived(state: AccountBalanceState, sent: { readonly transferId: TransferId }): AccountBalanceState {
  return { ...state, inTransit: state.inTransit.filter((other) => other.transferId !== sent.transferId) };
}

function endOf(transferId: TransferId, { ended }: AccountBalanceState) {
  return ended.find((transfer) => transfer.transferId === transferId);
}

function sameAmount(
  state: AccountBalanceState,
  { transferId, cents }: { readonly transferId: TransferId; readonly cents: number },
  asked: number,
): AccountBalanceState {
  if (cents === asked) return state;
  throw new AppError('transfer.idReused', { detail: `${transferId} moves ${cents} cents, not ${asked}` });
}

/** One ending for each id: an undo replaces what it undid. The oldest is forgotten. */
function remember(state: AccountBalanceState, ending: AccountBalanceState['ended'][number]): AccountBalanceState {
  const others = state.ended.filter(({ transferId }) => transferId !== ending.transferId);
  return { ...state, ended: [...others, ending].slice(-REMEMBERED) };
}
