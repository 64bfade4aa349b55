/** What the records say of a cell, and the rules that every cell has to keep. */
import { Progress } from '../../src/orchestration/contract';
import type { Cell } from './cell';
import type { FaultyApp } from './faulty-app';
import { openItems } from './operator';
import type { Subject } from './subject';

export interface Evidence {
  readonly status: string;
  readonly progress: Progress;
  /** What waits for an operator: the names. */
  readonly items: readonly string[];
  /** What does not add up. */
  readonly problems: readonly string[];
  /** Undos that had, or could have had, two effects. */
  readonly undoneTwice: readonly string[];
}

/** A cell that has run. */
export interface Finding extends Cell {
  /** While the faults lasted. */
  readonly during: Evidence;
  /** When they were over, and the operator had everything tried again. */
  readonly after: Evidence;
  /** The rules that were broken. */
  readonly violations: readonly string[];
}

export async function gather(app: FaultyApp, subject: Subject, cells: readonly Cell[]): Promise<Map<Cell, Evidence>> {
  const items = Map.groupBy(await openItems(app), ({ instanceId }) => instanceId);
  const gathered = new Map<Cell, Evidence>();
  for (const cell of cells) {
    const { instanceId } = cell;
    const { runtimeStatus: status = 'unknown', customStatus } = (await app.host.instance(instanceId).status()) ?? {};
    const progress = Progress.parse(customStatus);
    gathered.set(cell, {
      ...{ status, progress, undoneTwice: undoneTwice(app, instanceId, progress) },
      items: (items.get(instanceId) ?? []).map(({ name }) => name),
      problems: await subject.audit(app, instanceId),
    });
  }
  return gathered;
}

function undoneTwice(app: FaultyApp, instanceId: string, { steps }: Progress): readonly string[] {
  const byEntities = app.entitySteps(instanceId);
  const undos = steps.filter(({ kind }) => kind === 'undo').map(({ step }) => step);
  return undos.filter((step) => {
    const keys = app.services.keysOf(instanceId, step.split('/', 1)[0] ?? '');
    const isAskedTwice = keys.some((ofOneEffect) => ofOneEffect.length > 1);
    return isAskedTwice || byEntities.filter((done) => done === step).length > 1;
  });
}

export function judge(cell: Cell, during: Evidence, after: Evidence): Finding {
  const violations = [...ofBoth(during), ...whileFaultsLast(during), ...ofBoth(after), ...whenAllIsOver(after)];
  return { ...cell, during, after, violations };
}

function ofBoth({ progress, undoneTwice: twice }: Evidence): string[] {
  const undone = progress.steps.filter(({ kind }) => kind === 'undo').map(({ step }) => step);
  return [
    ...twice.map((step) => `undone twice: ${step}`),
    ...(progress.pivot === 'passed' ? undone : []).map((step) => `undone after the pivot: ${step}`),
  ];
}

function whileFaultsLast({ status, items, problems }: Evidence): string[] {
  if (items.length > 0) return status === 'Running' ? [] : [`an item is open, and the instance is ${status}`];
  return [
    ...problems.map((problem) => `does not add up, and no operator is told: ${problem}`),
    ...(status === 'Running' ? ['does not go on, and no operator is told'] : []),
  ];
}

function whenAllIsOver({ status, items, problems }: Evidence): string[] {
  return [
    ...problems.map((problem) => `does not add up in the end: ${problem}`),
    ...items.map((item) => `is still open: ${item}`),
    ...(status === 'Running' ? ['has not ended'] : []),
  ];
}

/** For the message of a test. */
export function brokenRules({ step, moment, compensation, violations }: Finding): readonly string[] {
  return violations.map((violation) => `${step} fails ${moment}, compensation ${compensation}: ${violation}`);
}
