import type { z } from 'zod';
import type { Applied, EntityBehaviour, EntityImplementation } from '../../shared/contract';
import { implementEntity } from '../../shared/implement-entity';
import {
  type EndedIntervention,
  type InterventionId,
  type InterventionListState,
  interventionList,
  LISTED_ENDED,
  type ListedIntervention,
} from './contract';

type Operations = typeof interventionList.operations;
type Operation<Name extends keyof Operations> = (
  state: InterventionListState,
  input: z.output<Operations[Name]['input']>,
) => Applied<InterventionListState, z.input<Operations[Name]['output']>>;

export function interventionListEntity(): EntityImplementation {
  return implementEntity<typeof interventionList>({
    contract: interventionList,
    initialState: () => ({ open: [], ended: [] }),
    operations: { open, decide, close },
  } satisfies EntityBehaviour<typeof interventionList>);
}

const open: Operation<'open'> = (state, opened) => {
  const known = itemIn(state.open, opened.interventionId);
  if (known !== undefined) return noted(replace(state, { ...known, ...opened }));
  // Stuck at it again after it had ended: the decisions of that time stay with it.
  const before = itemIn(state.ended, opened.interventionId);
  const item = { ...opened, decisions: before?.decisions ?? [] };
  return noted({ open: [...state.open, item], ended: state.ended.filter((other) => other !== before) });
};

const decide: Operation<'decide'> = (state, { interventionId, ...decision }) => {
  const item = itemIn(state.open, interventionId);
  if (item === undefined) return { state, answer: { outcome: 'unknown' } };
  if (item.decisions.some(({ decisionId }) => decisionId === decision.decisionId)) return noted(state);
  const decided = { ...item, decisions: [...item.decisions, decision] };
  const { outcome, at } = decision;
  return noted(
    outcome === 'stillStuck' ? replace(state, decided) : end(state, { ...decided, ending: { outcome, at } }),
  );
};

const close: Operation<'close'> = (state, { interventionId, at, outcome }) => {
  const item = itemIn(state.open, interventionId);
  if (item === undefined) return { state, answer: { outcome: 'unknown' } };
  return noted(end(state, { ...item, ending: { outcome, at } }));
};

function noted(state: InterventionListState): ReturnType<Operation<'open'>> {
  return { state, answer: { outcome: 'noted' } };
}

function itemIn<Item extends ListedIntervention>(items: readonly Item[], id: InterventionId): Item | undefined {
  return items.find(({ interventionId }) => interventionId === id);
}

function replace(state: InterventionListState, item: ListedIntervention): InterventionListState {
  const { interventionId: id } = item;
  return { ...state, open: state.open.map((other) => (other.interventionId === id ? item : other)) };
}

function end(state: InterventionListState, item: EndedIntervention): InterventionListState {
  return {
    open: state.open.filter(({ interventionId }) => interventionId !== item.interventionId),
    ended: [...state.ended, item].slice(-LISTED_ENDED),
  };
}
