/**
 * Undos that keep failing, in the hands of an operator.
 *
 * V1 each of them stays on the list, and the instance waits, until an operator has it tried again with success, says
 *    that it was done by hand, or gives it up; nothing else ends the wait.
 * V2 trying again repeats the steps of the undo under their names, so that an effect that happened stays one effect.
 */
import {
  type DecisionOutcome,
  InterventionDecision,
  interventionDecided,
  type InterventionId,
} from '../entities/intervention-list/contract';
import { nextInterventionId, openIntervention, type StuckStep, tellList } from './intervention-notice';
import { tellClosed, tellOpened } from './intervention-report';
import type { ProcessContext } from './process-context';
import type { Step } from './step';
import { tellUndone } from './undo-report';

/** An undo, and the fault with which its policy has ended. */
export interface StuckUndo {
  readonly name: string;
  readonly run: () => Step<unknown>;
  readonly fault: unknown;
}

interface Item {
  readonly run: StuckUndo['run'];
  readonly stuck: StuckStep;
}

/** Waits until an operator has decided about each; gives the names of what was given up. */
export function* askOperator(context: ProcessContext, undos: readonly StuckUndo[]): Step<string[]> {
  const open = new Map<InterventionId, Item>();
  for (const undo of undos) keep(open, openItem(context, undo));
  const givenUp: string[] = [];
  while (open.size > 0) {
    const decision = yield* nextDecision(context);
    const item = open.get(decision.interventionId);
    if (item === undefined) continue;
    open.delete(decision.interventionId);
    const { outcome, after } = yield* carryOut(context, item, decision);
    if (after !== undefined) keep(open, after);
    if (outcome === 'givenUp') givenUp.push(item.stuck.name);
  }
  return givenUp;
}

function keep(open: Map<InterventionId, Item>, item: Item): void {
  open.set(item.stuck.interventionId, item);
}

function openItem(context: ProcessContext, { name, run, fault }: StuckUndo): Item {
  const interventionId = nextInterventionId(context);
  const about = { interventionId, kind: 'compensation', name, actions: ['retry', 'resolve', 'giveUp'] } as const;
  const item = { run, stuck: { ...about, ...failureOf(context, name, fault) } };
  context.progress.begin(waitOf(item), 'undo');
  tellOpened(context, item.stuck);
  show(context, item);
  return item;
}

function show(context: ProcessContext, item: Item): void {
  context.progress.waiting(waitOf(item), undefined, item.stuck.fault);
  openIntervention(context, item.stuck);
}

/** Events are kept until they are waited for: what is decided while another decision is carried out comes next. */
function* nextDecision(context: ProcessContext): Step<InterventionDecision> {
  for (;;) {
    const event = yield* context.wait(context.df.waitForExternalEvent(interventionDecided));
    const decision = InterventionDecision.safeParse(event);
    if (decision.success) return decision.data;
  }
}

interface CarriedOut {
  readonly outcome: DecisionOutcome;
  /** What is still stuck. */
  readonly after?: Item;
}

function* carryOut(context: ProcessContext, item: Item, decision: InterventionDecision): Step<CarriedOut> {
  const carried = decision.action === 'retry' ? yield* tryAgain(context, item) : endings[decision.action];
  // The fault goes first: who sees the decision on the list also sees what has come of it.
  if (carried.after === undefined) close(context, item, carried.outcome);
  else show(context, carried.after);
  tellList(context, 'decide', { ...decision, outcome: carried.outcome });
  return carried;
}

function close(context: ProcessContext, item: Item, outcome: DecisionOutcome): void {
  context.progress.done(waitOf(item), outcome);
  if (outcome === 'done') tellUndone(context, item.stuck.name);
  tellClosed(context, item.stuck.interventionId, outcome);
}

const endings: Readonly<Record<'resolve' | 'giveUp', CarriedOut>> = {
  resolve: { outcome: 'resolved' },
  giveUp: { outcome: 'givenUp' },
};

function* tryAgain(context: ProcessContext, { run, stuck }: Item): Step<CarriedOut> {
  try {
    yield* context.phase.repeating(run);
    return { outcome: 'done' };
  } catch (fault) {
    const { step, attempts } = failureOf(context, stuck.name, fault);
    return {
      outcome: 'stillStuck',
      after: { run, stuck: { ...stuck, fault, step, attempts: stuck.attempts + attempts } },
    };
  }
}

/** Where a fault came from; one that the undo has thrown by itself has come from no step. */
function failureOf(context: ProcessContext, name: string, fault: unknown) {
  const failed = context.progress.stepFailedBy(fault);
  if (failed === undefined) return { fault, step: name, attempts: 1, since: context.now };
  return { fault, step: failed.step, attempts: failed.attempts, since: failed.startedAt };
}

function waitOf({ stuck }: Item): string {
  return `intervention/${stuck.name}`;
}
