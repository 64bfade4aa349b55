/**
 * Tasks as durable-functions 3.5 has them, with its traps made loud: a task in two compounds is scheduled again by a
 * host that reads JSON, a compound of an ended task never ends, and what a task knows of itself is not portable.
 */
import type { Task, TimerTask } from 'durable-functions';

type Ending =
  { readonly outcome: 'done'; readonly value: unknown } | { readonly outcome: 'failed'; readonly fault: unknown };

abstract class StrictTask implements Task {
  ending: Ending | undefined;
  parent: Compound | undefined;
  isScheduled = false;

  get isCompleted(): boolean {
    throw new Error('isCompleted is not portable');
  }

  get isFaulted(): boolean {
    throw new Error('isFaulted is not portable');
  }

  end(ending: Ending): void {
    this.ending = ending;
    this.parent?.childEnded(this, ending);
  }

  abstract leaves(): Leaf[];
}

export class Leaf extends StrictTask implements TimerTask {
  readonly kind: 'work' | 'timer' | 'event';
  readonly name: string;
  readonly input: unknown;
  isCanceled = false;

  constructor(kind: Leaf['kind'], name: string, input?: unknown) {
    super();
    this.kind = kind;
    this.name = name;
    this.input = input;
  }

  cancel(): void {
    if (this.ending !== undefined) throw new Error('Cannot cancel a completed task.');
    this.isCanceled = true;
  }

  leaves(): Leaf[] {
    return [this];
  }
}

export class Compound extends StrictTask {
  readonly #kind: 'all' | 'any';
  readonly #children: readonly (Leaf | Compound)[];

  constructor(kind: 'all' | 'any', children: readonly (Leaf | Compound)[]) {
    super();
    this.#kind = kind;
    this.#children = children;
    for (const child of children) {
      if (child.ending !== undefined) throw new Error('A compound of an ended task never ends.');
      const isEvent = child instanceof Leaf && child.kind === 'event';
      if (!isEvent && (child.isScheduled || child.parent !== undefined)) throw new Error('A task is scheduled twice.');
      child.parent = this;
    }
  }

  leaves(): Leaf[] {
    return this.#children.flatMap((child) => child.leaves());
  }

  childEnded(child: StrictTask, ending: Ending): void {
    if (this.ending !== undefined) return;
    if (this.#kind === 'any') this.end({ outcome: 'done', value: child });
    else if (ending.outcome === 'failed') this.end(ending);
    else if (this.#children.every((each) => each.ending?.outcome === 'done'))
      this.end({ outcome: 'done', value: this.#results() });
  }

  #results(): unknown[] {
    return this.#children.map(({ ending }) => (ending?.outcome === 'done' ? ending.value : undefined));
  }
}

export type AnyTask = Leaf | Compound;

/** Every task of these tests comes from the strict engine. */
export function strict(task: Task): AnyTask {
  if (task instanceof Leaf || task instanceof Compound) return task;
  throw new Error('Only tasks may be yielded.');
}
