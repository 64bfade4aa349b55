/**
 * Exports finished instances and then removes them.
 *
 * E1 an instance is purged only after the archive has it: a batch that cannot be written stays whole.
 * E2 a run that stops anywhere is made up for by the next one; an instance may then be exported twice, as the same line.
 * E3 an instance stays until its age, counted from its end, is over.
 * E4 what the contract of a process keeps back is in no archive, because no erasure reaches one.
 */
import { createHash } from 'node:crypto';
import {
  type DurableClient,
  type DurableOrchestrationStatus,
  OrchestrationRuntimeStatus as Status,
} from 'durable-functions';
import { CreatedWindows } from '../shared/created-windows';
import type { Archive, RetentionOptions } from './contract';
import { type Contracts, lineOf } from './export-line';

type Instance = DurableOrchestrationStatus;
export type RetentionClient = Pick<DurableClient, 'getStatusBy' | 'purgeInstanceHistory'>;

interface Run {
  readonly client: RetentionClient;
  readonly archive: Archive;
  readonly contracts: Contracts;
  readonly options: RetentionOptions;
  readonly now: number;
}

const BATCH = 100;

/** How many instances were exported and purged. */
export async function applyRetention({ options, ...run }: Run): Promise<number> {
  const { client, now } = run;
  const ages = agesOf(options);
  const latestEnd = now - Math.min(...ages.values());
  const windows = new CreatedWindows({ from: 0, before: latestEnd, now, maxWidthMs: Number.POSITIVE_INFINITY });
  let purged = 0;
  for (let window = windows.next(); window !== undefined; window = windows.next()) {
    const end = new Date((window.before ?? latestEnd) - 1);
    const filter = { createdTimeFrom: new Date(window.from), createdTimeTo: end, runtimeStatus: [...ages.keys()] };
    const ended = await client.getStatusBy(filter);
    windows.held(ended.length);
    const due = ended.filter((instance) => isDue(instance, ages, now));
    for (let first = 0; first < due.length; first += BATCH) {
      purged += await exportAndPurge(run, due.slice(first, first + BATCH));
    }
  }
  return purged;
}

type Ages = ReadonlyMap<Status, number>;

function agesOf({ completedAgeMs, failedAgeMs, terminatedAgeMs }: RetentionOptions): Ages {
  return new Map([
    [Status.Completed, completedAgeMs],
    [Status.Failed, failedAgeMs],
    [Status.Terminated, terminatedAgeMs],
    [Status.Canceled, terminatedAgeMs],
  ]);
}

function isDue({ runtimeStatus, lastUpdatedTime }: Instance, ages: Ages, now: number): boolean {
  const age = ages.get(runtimeStatus);
  return age !== undefined && new Date(lastUpdatedTime).getTime() + age <= now;
}

async function exportAndPurge(
  { client, archive, contracts, now }: Omit<Run, 'options'>,
  due: readonly Instance[],
): Promise<number> {
  const text = due.map((instance) => lineOf(instance, contracts)).join('');
  await archive.write(nameOf(text, now), text);
  for (const { instanceId } of due) await client.purgeInstanceHistory(instanceId);
  return due.length;
}

/** The same batch has the same name, so that one that is exported again replaces itself. */
function nameOf(text: string, now: number): string {
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return `${new Date(now).toISOString().slice(0, 10)}/instances-${digest}.jsonl`;
}
