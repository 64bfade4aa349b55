import { describe, expect, it } from '@jest/globals';
import {
  InterventionId,
  interventionIdOf,
  InterventionListState,
  LISTED_ENDED,
} from '../../../src/entities/intervention-list/contract';
import { interventionListEntity } from '../../../src/entities/intervention-list/entity';

const id = (number = 1) => interventionIdOf({ process: 'purchase', instanceId: 'p-1', number });
const at = '2026-01-01T00:00:00.000Z';

function stuck(number = 1, change: object = {}) {
  return {
    ...{ interventionId: id(number), kind: 'compensation', name: 'pay back', step: 'payments.refund' },
    ...{ fault: 'down', attempts: 15, since: at, actions: ['retry', 'resolve', 'giveUp'] },
    ...change,
  };
}

function decision(outcome: string, decisionId = 'd-1', number = 1) {
  const action = { done: 'retry', stillStuck: 'retry', resolved: 'resolve', givenUp: 'giveUp' }[outcome];
  return { interventionId: id(number), decisionId, action, reason: 'the bank said so', by: 'olga', at, outcome };
}

class List {
  readonly #entity = interventionListEntity();
  #state: unknown;

  do(operation: string, input: unknown): unknown {
    const { state, answer } = this.#entity.apply({ key: 'purchase', operation, state: this.#state, input });
    this.#state = state;
    return answer;
  }

  get state(): InterventionListState {
    return InterventionListState.parse(this.#state);
  }
}

function listWith(...numbers: number[]): List {
  const list = new List();
  for (const number of numbers) list.do('open', stuck(number));
  return list;
}

describe('the intervention list', () => {
  it('shows what is stuck in the order of opening', () => {
    expect(listWith(1, 2).state.open.map(({ interventionId }) => interventionId)).toEqual([id(1), id(2)]);
  });

  it('opened again shows the latest fault in its old place and keeps the decisions', () => {
    const list = listWith(1, 2);
    list.do('decide', decision('stillStuck'));
    list.do('open', stuck(1, { fault: 'still down', attempts: 16 }));
    expect(list.state.open).toMatchObject([{ fault: 'still down', attempts: 16, decisions: [{ by: 'olga' }] }, {}]);
  });

  it.each(['done', 'resolved', 'givenUp'])('ends an item that is %s, with who decided and why', (outcome) => {
    const list = listWith(1);
    list.do('decide', decision(outcome));
    expect(list.state).toMatchObject({
      open: [],
      ended: [{ ending: { outcome, at }, decisions: [{ by: 'olga', reason: 'the bank said so', outcome }] }],
    });
  });

  it('keeps an item open that is stuck still', () => {
    const list = listWith(1);
    list.do('decide', decision('stillStuck'));
    expect(list.state).toMatchObject({ open: [{ decisions: [{ outcome: 'stillStuck' }] }], ended: [] });
  });

  it('records a decision once', () => {
    const list = listWith(1);
    list.do('decide', decision('stillStuck'));
    list.do('decide', decision('stillStuck'));
    expect(list.state.open[0]?.decisions).toHaveLength(1);
  });

  it('ends an item once: a later decision changes nothing', () => {
    const list = listWith(1);
    list.do('decide', decision('resolved'));
    const before = list.state;
    expect(list.do('decide', decision('givenUp', 'd-2'))).toEqual({ outcome: 'unknown' });
    expect(list.do('close', { interventionId: id(1), at })).toEqual({ outcome: 'unknown' });
    expect(list.state).toEqual(before);
  });

  it('ends an item whose step succeeded by itself', () => {
    const list = listWith(1);
    list.do('close', { interventionId: id(1), at });
    expect(list.state).toMatchObject({ open: [], ended: [{ ending: { outcome: 'succeeded' }, decisions: [] }] });
  });

  it('ends an item that nobody waits for any more', () => {
    const list = listWith(1);
    list.do('close', { interventionId: id(1), at, outcome: 'withdrawn' });
    expect(list.state).toMatchObject({ open: [], ended: [{ ending: { outcome: 'withdrawn' } }] });
  });

  it('opens an ended item again when its instance is stuck at it again, with its decisions', () => {
    const list = listWith(1);
    list.do('decide', decision('resolved'));
    list.do('open', stuck(1));
    expect(list.state).toMatchObject({ open: [{ decisions: [{ outcome: 'resolved' }] }], ended: [] });
  });

  it('forgets the oldest endings, and never what is open', () => {
    const list = listWith(...Array.from({ length: LISTED_ENDED + 3 }, (_, index) => index + 1));
    for (let number = 2; number <= LISTED_ENDED + 3; number += 1) list.do('decide', decision('resolved', 'd', number));
    expect(list.state.open).toHaveLength(1);
    expect(list.state.ended).toHaveLength(LISTED_ENDED);
    expect(list.state.ended[0]?.interventionId).toBe(id(4));
  });

  it('refuses an id that names no process, instance and number', () => {
    expect(InterventionId.safeParse('purchase~p-1~x').success).toBe(false);
  });
});
