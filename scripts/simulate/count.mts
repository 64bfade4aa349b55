/** Counts what an instance of each process costs, by running it on the embedded host and reading the histories. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventType, startTestHost, type RecordedEvent, type TestHost, type TestInstance } from 'embedded-host/testing';
import { z } from 'zod';
import { accountOpenings } from '../record-history/account-openings.mts';
import { cases } from '../record-history/cases.mts';
import { purchases } from '../record-history/purchases.mts';
import type { Recording } from '../record-history/recording.mts';
import { trips } from '../record-history/trips.mts';
import type { ProcessCost } from './contract.mts';

/** One instance to count: a usual one, which goes well. */
interface Usual extends Recording {
  readonly process: string;
  readonly version: number;
}

const usual: readonly Usual[] = [
  { process: 'purchase', version: 2, order: orderOf(purchases, 'fulfilled') },
  { process: 'account-opening', version: 1, order: orderOf(accountOpenings, 'opened') },
  {
    process: 'onboarding',
    version: 1,
    order: { customer: { id: 'ada', name: 'Ada', email: 'ada+secret-sesame@example.com' }, plan: 'team' },
    live: confirmAndWelcome,
  },
  { process: 'back-office-case', version: 1, order: orderOf(cases, 'approved-by-rule') },
  { process: 'trip-booking', version: 1, order: orderOf(trips, 'booked'), live: (host) => host.skip({ days: 61 }) },
];

function orderOf(recordings: Readonly<Record<string, Recording>>, name: string): object {
  const recording = recordings[name];
  if (recording === undefined) throw new Error(`${name} is not recorded.`);
  return recording.order;
}

async function confirmAndWelcome(host: TestHost, instance: TestInstance): Promise<void> {
  const secretHash = createHash('sha256').update('sesame').digest('base64url');
  await instance.raiseEvent('addressConfirmed', { secretHash, at: (await host.now()).toISOString() });
  await host.skip({ days: 42 });
}

export async function countProcesses(root: string): Promise<readonly ProcessCost[]> {
  const services = await mkdtemp(join(tmpdir(), 'simulate-'));
  try {
    await using host = await startTestHost(root, { env: { DATA_FOLDER: services }, startTime: '2026-01-05T09:00:00Z' });
    const counted: ProcessCost[] = [];
    for (const each of usual) counted.push(await countOne(host, each));
    return counted;
  } finally {
    await rm(services, { recursive: true, force: true });
  }
}

async function countOne(host: TestHost, { process, version, order, live }: Usual): Promise<ProcessCost> {
  const instance = await host.start(process, { ...order, processVersion: version });
  await host.settled();
  await live?.(host, instance);
  const { runtimeStatus } = (await instance.status()) ?? {};
  if (runtimeStatus !== 'Completed') throw new Error(`${process} is ${String(runtimeStatus)} instead of Completed.`);
  return { process, ...costOf(await eventsOf(host, instance)) };
}

const Child = z.object({ InstanceId: z.string() });

/** Of the instance and of those that it started. */
async function eventsOf(host: TestHost, instance: TestInstance): Promise<readonly RecordedEvent[]> {
  const own = await instance.history();
  const children = own.filter(({ EventType: type }) => type === EventType.SubOrchestrationInstanceCreated);
  const below = await Promise.all(
    children.map((child) => eventsOf(host, host.instance(Child.parse(child).InstanceId))),
  );
  return [...own, ...below.flat()];
}

/**
 * An action is a message to the app, as the scheduler bills it; an entity is sent every event that leaves. What arrives
 * together is one turn; how often that happens is chance, so every message counts as a turn of its own.
 */
function costOf(events: readonly RecordedEvent[]): Omit<ProcessCost, 'process'> {
  const count = (...types: readonly number[]) => events.filter(({ EventType: type }) => types.includes(type)).length;
  const activities = count(EventType.TaskScheduled);
  const entityOperations = count(EventType.EventSent);
  const results = count(EventType.TaskCompleted, EventType.TaskFailed, EventType.SubOrchestrationInstanceCompleted);
  const turns =
    count(EventType.ExecutionStarted) + count(EventType.TimerFired) + count(EventType.EventRaised) + results;
  const ofTurns = count(EventType.OrchestratorStarted, EventType.OrchestratorCompleted);
  return {
    actions: turns + activities + entityOperations,
    ...{ activities, entityOperations, turns, historyEvents: events.length - ofTurns + 2 * turns },
  };
}
