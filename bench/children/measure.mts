/**
 * Measures one subject in this process: nothing measured before has warmed or filled it. Writes what it measured to a
 * file after each workload, so that a later one that hangs takes nothing with it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { closedLoop } from '../closed-loop.mts';
import { type Observed, startMeter } from '../machine/meter.mts';
import { usageOf } from '../machine/processes.mts';
import { inFlight, type Measurement } from '../measurement.mts';
import type { Contestant } from '../subjects/contestant.mts';
import { subjectNames, subjects } from '../subjects/all.mts';
import { answer, childOptions } from './options.mts';
import { type LoopName, loopNames } from '../workloads/all.mts';

const Options = z.object({
  subject: z.enum(subjectNames),
  /** Names with commas between them; the first one is what the subject is opened for. */
  workloads: z.string().transform((names) => z.array(z.enum([...loopNames, 'W4'])).parse(names.split(','))),
  seconds: z.coerce.number().positive(),
});
type Options = ReturnType<typeof childOptions<typeof Options>>;

const PARKED = 2_000;

async function measureAll({ subject, workloads, folder, seconds, out }: Options): Promise<void> {
  const place = mkdtempSync(join(folder, 'run-'));
  const contestant = await subjects[subject].open(place, workloads[0] ?? 'W1');
  const observed = { folder: place, helpers: contestant.helpers ?? (() => []) };
  const done: Measurement[] = [];
  try {
    for (const workload of workloads) {
      const measured =
        workload === 'W4' ? await park(contestant, observed) : await loop(contestant, { workload, seconds, observed });
      if (measured) done.push({ workload, subject, settings: contestant.settings, ...measured });
      answer(out, done);
    }
  } finally {
    await contestant.close();
    rmSync(place, { recursive: true, force: true });
  }
}

type Figures = Pick<Measurement, 'paces' | 'facts' | 'othersShare'>;

interface LoopPlan {
  readonly workload: LoopName;
  readonly seconds: number;
  readonly observed: Observed;
}

async function loop({ once }: Contestant, { workload, seconds, observed }: LoopPlan): Promise<Figures | undefined> {
  const run = once[workload];
  if (!run) return undefined;
  const pace = (clients: number, length: number) => closedLoop({ once: run, clients, seconds: length, observed });
  // Half of the warm-up goes the way of the measurement, so that a slow peer is not asked for 64 long ones twice.
  await pace(1, seconds / 2);
  await pace(16, seconds / 2);
  const paces = [];
  for (const clients of inFlight) paces.push(await pace(clients, seconds));
  return { paces, facts: {}, othersShare: Math.max(...paces.map(({ othersShare }) => othersShare)) };
}

async function park({ parking }: Contestant, observed: Observed): Promise<Figures | undefined> {
  if (!parking) return undefined;
  const parkMs = await timed(() => parking.park(PARKED));
  const { memoryMb } = usageOf(observed.helpers());
  const stop = startMeter(observed);
  const signalMs = await timed(() => parking.signal());
  const { othersShare, flushes } = stop();
  return { paces: [], facts: { parkMs, memoryMb, signalMs, flushes: flushes / PARKED }, othersShare };
}

async function timed(work: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

await measureAll(childOptions(Options));
// Connections and timers of the measured app must not keep this process.
process.exit(0);
