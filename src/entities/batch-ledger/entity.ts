import type { z } from 'zod';
import type { Applied, EntityBehaviour, EntityImplementation } from '../../shared/contract';
import { implementEntity } from '../../shared/implement-entity';
import { batchLedger, type BatchLedgerState, type BatchTally, LISTED_FAILURES } from './contract';

type Operations = typeof batchLedger.operations;
type Operation<Name extends keyof Operations> = (
  state: BatchLedgerState,
  input: z.output<Operations[Name]['input']>,
) => Applied<BatchLedgerState, z.input<Operations[Name]['output']>>;

export function batchLedgerEntity(): EntityImplementation {
  return implementEntity<typeof batchLedger>({
    contract: batchLedger,
    initialState: () => empty,
    operations: { open, pause, resume, close, take, report, leave, tally },
  } satisfies EntityBehaviour<typeof batchLedger>);
}

const empty: BatchLedgerState = {
  ...{ total: 0, limit: 0, mode: 'open', next: 0, lanes: [], hired: 0 },
  ...{ done: 0, failed: 0, outcomes: {}, failures: [] },
};

const open: Operation<'open'> = (state, { total, limit }) => {
  if (state.total > 0) return { state, answer: { outcome: 'hired', lanes: [] } };
  return hire({ ...state, total, limit });
};

const pause: Operation<'pause'> = (state) => {
  return { state: state.mode === 'open' ? { ...state, mode: 'paused' } : state, answer: { outcome: 'paused' } };
};

const resume: Operation<'resume'> = (state) => {
  if (state.mode !== 'paused') return { state, answer: { outcome: 'hired', lanes: [] } };
  return hire({ ...state, mode: 'open' });
};

const close: Operation<'close'> = (state) => ({ state: { ...state, mode: 'closed' }, answer: { outcome: 'closed' } });

const take: Operation<'take'> = (state, { lane }) => {
  const mine = state.lanes.find((each) => each.lane === lane);
  if (mine?.index !== undefined) return { state, answer: { outcome: 'taken', index: mine.index } };
  const others = state.lanes.filter((each) => each !== mine);
  const isOver = mine === undefined || state.mode !== 'open' || state.next >= state.total;
  if (isOver) return { state: { ...state, lanes: others }, answer: { outcome: 'nothing' } };
  const index = state.next;
  const lanes = [...others, { lane, index }];
  return { state: { ...state, next: index + 1, lanes }, answer: { outcome: 'taken', index } };
};

/** L5: a report of a case that the lane does not have was noted before. */
const report: Operation<'report'> = (state, { lane, index, ending, fault }) => {
  const answer = { outcome: 'noted' } as const;
  const isMine = state.lanes.some((each) => each.lane === lane && each.index === index);
  if (!isMine) return { state, answer };
  const lanes = state.lanes.map((each) => (each.lane === lane ? { lane } : each));
  if (ending === undefined) return { state: { ...state, ...failure(state, index, fault ?? 'unknown'), lanes }, answer };
  const outcomes = { ...state.outcomes, [ending]: (state.outcomes[ending] ?? 0) + 1 };
  return { state: { ...state, done: state.done + 1, outcomes, lanes }, answer };
};

const leave: Operation<'leave'> = (state, { lane, fault }) => {
  const gone = state.lanes.find((each) => each.lane === lane);
  if (gone === undefined) return { state, answer: { outcome: 'hired', lanes: [] } };
  const lanes = state.lanes.filter((each) => each !== gone);
  const lost = gone.index === undefined ? {} : failure(state, gone.index, fault);
  const after = { ...state, ...lost, lanes };
  return state.mode === 'open' ? hire(after) : { state: after, answer: { outcome: 'hired', lanes: [] } };
};

const tally: Operation<'tally'> = (state) => ({ state, answer: tallyOf(state) });

export function tallyOf(state: BatchLedgerState): BatchTally {
  const { total, done, failed, next, mode, outcomes, failures } = state;
  const inFlight = state.lanes.filter(({ index }) => index !== undefined).length;
  return { total, done, failed, inFlight, remaining: total - next, paused: mode === 'paused', outcomes, failures };
}

function failure({ failed, failures }: BatchLedgerState, index: number, fault: string) {
  return { failed: failed + 1, failures: [...failures, { index, fault }].slice(0, LISTED_FAILURES) };
}

/** As many lanes as may work and have something to take. */
function hire(state: BatchLedgerState): Applied<BatchLedgerState, { outcome: 'hired'; lanes: number[] }> {
  const idle = state.lanes.filter(({ index }) => index === undefined).length;
  const free = Math.min(state.limit - state.lanes.length, state.total - state.next - idle);
  const lanes = Array.from({ length: Math.max(free, 0) }, (_, count) => state.hired + count + 1);
  const hired = state.hired + lanes.length;
  const atWork = [...state.lanes, ...lanes.map((lane) => ({ lane }))];
  return { state: { ...state, lanes: atWork, hired }, answer: { outcome: 'hired', lanes } };
}
