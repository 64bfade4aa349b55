/**
 * The fault matrix of a saga: every step fails, at each moment, and what undoes the steps before it works, fails some
 * times, or fails always. Each combination is a cell, and each cell is an instance of its own.
 *
 * For a process of yours, write a `Subject`: an input for which all goes well, and an audit that says what does not add up
 * for one instance by the records of services and entities. Then hold the report of `runFaultMatrix` against the rules, as
 * `purchase.test.ts` does. Steps and undos are found by themselves, from the progress of the instances.
 *
 * - Key or input has to name the instance wherever an entity is called: its faults are matched by the instance id.
 * - A step whose name has the instance id in it is one step of all cells: the id is left open in what the report says.
 * - Services have circuit breakers, and each cell has its own: what fails in one would make others wait.
 * - An entity keeps its state and its answer in one commit, so it fails before its effect and at no other moment.
 * - A wait for a human or an event is no step that can fail: `live` brings what is waited for.
 */
import type { TestInstance } from 'embedded-host/testing';
import { Progress } from '../../src/orchestration/contract';
import { type Cell, compensations } from './cell';
import { type Fault, type Moment, moments } from './fault';
import type { FaultyApp } from './faulty-app';
import { type Evidence, type Finding, gather, judge } from './judge';
import { retryEverything } from './operator';
import type { Subject } from './subject';

export interface MatrixReport {
  readonly steps: readonly string[];
  readonly undos: readonly string[];
  readonly findings: readonly Finding[];
}

/** Stands for the id of an instance in the name of a step. */
const INSTANCE = '<instance>';
const ofAnyInstance = (step: string, instanceId: string) => step.replaceAll(instanceId, INSTANCE);
const ofInstance = (step: string, instanceId: string) => step.replaceAll(INSTANCE, instanceId);

/** How the undos of a cell fail: some times at each moment in turn, or always without an effect. */
const faultOfUndos: Readonly<Record<Cell['compensation'], Fault | undefined>> = {
  works: undefined,
  'fails some times': { moments, times: 3 },
  'fails always': { moments: ['before its effect'], times: undefined },
};

export async function runFaultMatrix(app: FaultyApp, subject: Subject): Promise<MatrixReport> {
  const steps = await rehearse(app, subject);
  const cells = cellsOf(app, steps);
  const simple = cells.filter(({ compensation }) => compensation === 'works');
  await run(app, subject, { cells: simple, undos: [] });
  const undos = await undosOf(app, subject, simple);
  await run(app, subject, { cells: cells.filter((cell) => !simple.includes(cell)), undos });
  const during = await gather(app, subject, cells);
  await app.recover();
  await app.host.skip({ hours: 3 });
  await retryEverything(app);
  await app.host.skip({ hours: 3 });
  const after = await gather(app, subject, cells);
  const findings = cells.map((cell) => judge(cell, evidenceOf(during, cell), evidenceOf(after, cell)));
  return { steps, undos, findings };
}

/** Without a fault: gives the steps that can fail. */
async function rehearse(app: FaultyApp, subject: Subject): Promise<readonly string[]> {
  const instance = await begin(app, subject, 'rehearsal');
  await app.host.settled();
  const { steps, omitted } = await progressOf(instance);
  const { runtimeStatus } = (await instance.status()) ?? {};
  if (runtimeStatus !== 'Completed' || omitted > 0) throw new Error(`The rehearsal ended ${String(runtimeStatus)}.`);
  const problems = await subject.audit(app, instance.id);
  if (problems.length > 0) throw new Error(`Without faults it does not add up: ${problems.join(', ')}`);
  return steps.flatMap(({ step, kind }) => {
    return kind === 'step' && app.canFail(step) ? ofAnyInstance(step, instance.id) : [];
  });
}

function cellsOf(app: FaultyApp, steps: readonly string[]): readonly Cell[] {
  const cells = steps.flatMap((step) =>
    momentsOf(app, step).flatMap((moment) => compensations.map((compensation) => ({ step, moment, compensation }))),
  );
  // Of one length, because an instance is found by its id in the input of an entity.
  return cells.map((cell, index) => ({ ...cell, instanceId: `cell-${String(index).padStart(4, '0')}` }));
}

function momentsOf(app: FaultyApp, step: string): readonly Moment[] {
  return app.isActivity(step) ? moments : ['before its effect'];
}

interface Wave {
  readonly cells: readonly Cell[];
  readonly undos: readonly string[];
}

/** A night is longer than the retries of all undos one after the other; each hour more is paid with a longer history. */
async function run(app: FaultyApp, subject: Subject, { cells, undos }: Wave): Promise<void> {
  for (const { instanceId, step, moment, compensation } of cells) {
    app.fail(instanceId, ofInstance(step, instanceId), { moments: [moment], times: undefined });
    const fault = faultOfUndos[compensation];
    if (fault !== undefined) for (const undo of undos) app.fail(instanceId, ofInstance(undo, instanceId), fault);
  }
  for (const { instanceId } of cells) await begin(app, subject, instanceId);
  await app.host.skip({ hours: 9 });
}

async function begin(app: FaultyApp, { process, input, live }: Subject, instanceId: string): Promise<TestInstance> {
  const instance = await app.host.start(process, input, { instanceId });
  await live?.(app, instance);
  return instance;
}

async function undosOf(app: FaultyApp, subject: Subject, cells: readonly Cell[]): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const { instanceId } of cells) {
    const { steps } = await progressOf(app.host.instance(instanceId));
    for (const { step, kind } of steps) {
      if (kind === 'undo' && app.canFail(step)) found.add(ofAnyInstance(step, instanceId));
    }
  }
  return [...found].filter((step) => !subject.isBestEffort(step));
}

function evidenceOf(gathered: ReadonlyMap<Cell, Evidence>, cell: Cell): Evidence {
  const evidence = gathered.get(cell);
  if (evidence === undefined) throw new Error(`Nothing is known of ${cell.instanceId}.`);
  return evidence;
}

async function progressOf(instance: TestInstance): Promise<Progress> {
  return Progress.parse((await instance.status())?.customStatus);
}
