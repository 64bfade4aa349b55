/** One subject in a process of its own: nothing measured before has warmed or filled it. Prints one line of JSON. */
import { mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { closedLoop } from './closed-loop.mts';
import { inFlight, type Measurement } from './measurement.mts';
import { openSubject, subjectNames } from './subject.mts';
import { workloads } from './workloads/all.mts';

const Options = z.object({
  subject: z.enum(subjectNames),
  workload: z.enum(Object.keys(workloads)),
  folder: z.string(),
  seconds: z.coerce.number().positive(),
});
type Options = z.infer<typeof Options>;

async function measure({ subject: name, workload: key, folder, seconds }: Options): Promise<Measurement> {
  const workload = workloads[key];
  if (!workload) throw new Error(`There is no workload ${key}.`);
  mkdirSync(folder, { recursive: true });
  const place = mkdtempSync(join(folder, 'run-'));
  const subject = await openSubject(name, workload, place);
  try {
    await closedLoop(subject.once, Math.max(...inFlight), seconds);
    const others = watchOthers();
    const paces = [];
    for (const clients of inFlight) paces.push({ clients, ...(await closedLoop(subject.once, clients, seconds)) });
    return { paces, othersShare: others() };
  } finally {
    await subject.close();
    rmSync(place, { recursive: true, force: true });
  }
}

/** How much of one core everybody else takes from now on: the noise of a measurement. */
function watchOthers(): () => number {
  const busyMs = () => cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
  const ownMs = () => (process.cpuUsage().user + process.cpuUsage().system) / 1_000;
  const before = { at: performance.now(), others: busyMs() - ownMs() };
  return () => Math.max(0, (busyMs() - ownMs() - before.others) / (performance.now() - before.at));
}

const { values } = parseArgs({
  options: {
    subject: { type: 'string' },
    workload: { type: 'string' },
    folder: { type: 'string' },
    seconds: { type: 'string' },
  },
});
console.log(JSON.stringify(await measure(Options.parse(values))));
// Connections and timers of the measured app must not keep this process.
process.exit(0);
