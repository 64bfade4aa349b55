/**
 * A story whose steps can be undone until its pivot.
 *
 * G1 an undo is registered before its step, because a step whose answer never came may have happened; an answer that
 *    says it did not happen drops the undo again.
 * G2 undos run newest first, neighbours of one group at once; one that keeps failing does not stop the others, and then
 *    is an operator's, or is reported.
 * G3 at the pivot a cancellation comes too late and faults are retried until there is an answer; when the answer lets
 *    the pivot pass, nothing is undone any more.
 * G4 a fault before the pivot undoes everything and stays a fault; a cancellation undoes everything and is a result.
 */
import { faultMessage } from '../shared/fault-message';
import { CancellationRequested } from './cancellation';
import type { CancelRequest } from './contract';
import { askOperator, type StuckUndo } from './intervention';
import { parallel } from './parallel';
import type { ProcessContext } from './process-context';
import type { Step } from './step';
import { tellNotUndone, tellUndone } from './undo-report';

interface Undo {
  readonly name: string;
  readonly group: string | undefined;
  readonly run: () => Step<unknown>;
}

export interface UndoOptions {
  /** Undos of one group that are neighbours run at the same time; without one, an undo runs alone. */
  readonly group?: string;
}

export interface RegisteredUndo {
  /** The step was refused: there is nothing to undo. */
  drop(): void;
}

export interface SagaEnding<Result> {
  readonly result: Result;
  /** Names of the undos that an operator gave up, or, with `report`, that kept failing. */
  readonly notUndone: readonly string[];
}

interface Telling<Result> {
  readonly story: (saga: Saga) => Step<Result>;
  readonly whenCancelled: (request: CancelRequest) => Result;
  /** What becomes of undos that keep failing: an operator decides about each (`ask`), or the result names them. */
  readonly whenStuck?: 'ask' | 'report';
}

export class Saga {
  readonly #context: ProcessContext;
  readonly #asksOperator: boolean;
  readonly #undos = new Set<Undo>();
  #passed = false;
  #abandoned = false;

  private constructor(context: ProcessContext, whenStuck: 'ask' | 'report') {
    this.#context = context;
    this.#asksOperator = whenStuck === 'ask';
  }

  static *run<Result>(context: ProcessContext, telling: Telling<Result>): Step<SagaEnding<Result>> {
    const saga = new Saga(context, telling.whenStuck ?? 'ask');
    try {
      const result = yield* telling.story(saga);
      return { result, notUndone: saga.#abandoned ? yield* saga.#compensate() : [] };
    } catch (fault) {
      if (saga.#passed) throw fault;
      const notUndone = yield* saga.#compensate();
      if (fault instanceof CancellationRequested) return { result: telling.whenCancelled(fault.request), notUndone };
      throw withNotUndone(fault, notUndone);
    }
  }

  /** To be called before the step that it undoes; it must be safe to run whether or not the step happened. */
  undoWith(name: string, run: () => Step<unknown>, { group }: UndoOptions = {}): RegisteredUndo {
    // Who cancelled before the step began has nothing to undo of it.
    this.#context.safePoint();
    const undo: Undo = { name, group, run };
    this.#undos.add(undo);
    return { drop: () => this.#undos.delete(undo) };
  }

  /** Ends the story without success: everything is undone before the result is given. A cancellation goes before. */
  abandon<Result>(result: Result): Result {
    this.#context.safePoint();
    this.#abandoned = true;
    return result;
  }

  /** The step behind which there is no way back, unless its answer says that it did not happen. */
  *pivot<Answer>(step: () => Step<Answer>, passes: (answer: Answer) => boolean): Step<Answer> {
    this.#context.safePoint();
    this.#context.phase.goForward({ asksOperator: this.#asksOperator });
    this.#context.progress.pivot('deciding');
    const answer = yield* step();
    this.#passed = passes(answer);
    if (this.#passed) this.#context.progress.pivot('passed');
    return answer;
  }

  *#compensate(): Step<string[]> {
    this.#context.phase.compensate({ asksOperator: this.#asksOperator });
    const stuck: StuckUndo[] = [];
    for (const undos of neighbours([...this.#undos].reverse())) stuck.push(...(yield* this.#undo(undos)));
    return this.#asksOperator ? yield* askOperator(this.#context, stuck) : stuck.map(({ name }) => name);
  }

  /** Gives what is stuck. */
  *#undo([first, ...others]: Neighbours): Step<StuckUndo[]> {
    if (others.length === 0) return yield* tryUndo(this.#context, first);
    const undos = [first, ...others];
    return (yield* parallel(
      this.#context,
      undos.map((undo) => () => tryUndo(this.#context, undo)),
    )).flat();
  }
}

type Neighbours = readonly [Undo, ...Undo[]];

function neighbours(undos: readonly Undo[]): Neighbours[] {
  const runs: [Undo, ...Undo[]][] = [];
  for (const undo of undos) {
    const run = runs.at(-1);
    if (run !== undefined && undo.group !== undefined && run[0].group === undo.group) run.push(undo);
    else runs.push([undo]);
  }
  return runs;
}

function* tryUndo(context: ProcessContext, { name, run }: Undo): Step<StuckUndo[]> {
  try {
    yield* run();
    tellUndone(context, name);
    return [];
  } catch (fault) {
    tellNotUndone(context, name, fault);
    return [{ name, run, fault }];
  }
}

function withNotUndone(fault: unknown, notUndone: readonly string[]): unknown {
  if (notUndone.length === 0) return fault;
  return new Error(`${faultMessage(fault)} (not undone: ${notUndone.join(', ')})`, { cause: fault });
}
