/** One random program, lived by several engines one after the other on what the one before has left. */
import { type VirtualClock } from '../../src/clock/virtual-clock';
import { Engine } from '../../src/engine/engine';
import type { FunctionRunner } from '../../src/engine/runner';
import { defaultEngineSettings } from '../../src/engine/settings';
import { silentLog } from '../../src/log';
import type { Store } from '../../src/store/store';
import { sdkRunner } from '../engine/support/sdk';
import { eventsOf, type Step } from '../engine/support/programs';
import { MortalStore } from './mortal-store';

export const ROOT = 'root';
const FOR_EVER = 400 * 24 * 3600_000;

/** Starts the instance and raises its events, and remembers what was accepted: only the rest is asked for again. */
export class Client {
  readonly #steps: readonly Step[];
  readonly #missing: string[];
  #isStarted: boolean;

  constructor(steps: readonly Step[], isStarted = false) {
    this.#steps = steps;
    this.#missing = eventsOf(steps);
    this.#isStarted = isStarted;
  }

  async ask(engine: Engine): Promise<void> {
    const start = { name: 'program', input: JSON.stringify(this.#steps), instanceId: ROOT };
    this.#isStarted ||= await accepted(engine.start(start));
    if (!this.#isStarted) return;
    for (const name of this.#missing.splice(0)) {
      if (!(await accepted(engine.raiseEvent(ROOT, name, 'null')))) this.#missing.push(name);
    }
  }
}

async function accepted(answer: Promise<{ readonly outcome: string }>): Promise<boolean> {
  // Refused without an answer: the engine is dead.
  const { outcome } = await answer.catch(() => ({ outcome: 'lost' }));
  return outcome !== 'lost';
}

export interface Life {
  readonly store: Store;
  readonly clock: VirtualClock;
  readonly client: Client;
  /** Commits after which the process dies. */
  readonly survives?: number;
  readonly runner?: FunctionRunner;
}

/** Lives until death, or until nothing is left to do. Returns the number of commits that were made. */
export async function live({ store, clock, client, survives = Infinity, runner = sdkRunner() }: Life): Promise<number> {
  const mortal = new MortalStore(store, survives);
  const onFatal = (): void => undefined;
  const parts = { store: mortal, clock, runner, settings: defaultEngineSettings, log: silentLog, onFatal };
  const engine = new Engine(parts);
  engine.recover();
  await client.ask(engine);
  const end = clock.now() + FOR_EVER;
  await engine.idle();
  for (let next = clock.nextAlarm(); !mortal.isDead && next !== undefined && next <= end; next = clock.nextAlarm()) {
    clock.advanceTo(next);
    await engine.idle();
  }
  await engine.stop();
  return mortal.commits;
}

/** The result of the program, or `failed`. */
export function endIn(store: Store): unknown {
  const row = store.instanceById(ROOT);
  return row?.status === 'Failed' ? 'failed' : JSON.parse(row?.output ?? 'null');
}

export function totalIn(store: Store): number {
  return Number(store.entityById(`@total@${ROOT}`)?.state ?? '0');
}
