/** Purchases and questions through the real HTTP surface, and twice as many as the host can finish. */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { folder } from '../alone.mts';
import { fire } from '../http/autocannon.mts';
import { HealthProbe } from '../http/health-probe.mts';
import { type ServedApp, serveApp } from '../http/served-app.mts';
import { startMeter } from '../machine/meter.mts';
import { usageOfOther } from '../machine/processes.mts';
import { purchase } from '../workloads/purchase.mts';
import type { Facts, Scenario, ScenarioPlan } from './scenario.mts';

const CONNECTIONS = 64;
const LOOK_EVERY_MS = 50;
const DRAIN_LIMIT_MS = 60_000;
const PLENTY = 100_000_000;
const Started = z.object({ id: z.string() });

export const httpLoad: Scenario = { workload: 'HTTP', measure };

async function measure({ seconds }: ScenarioPlan): Promise<Facts> {
  const app = await serveApp(folder);
  const stop = startMeter({ folder, helpers: () => [app.pid] });
  try {
    await stockUp(app);
    const normal = await load(app, seconds);
    const finishedPerSecond = await capacity(app, seconds * 2);
    const overload = await overloaded(app, finishedPerSecond * 2, seconds * 4);
    return { ...normal, finishedPerSecond, ...overload, othersShare: stop().othersShare };
  } finally {
    await app.stop();
  }
}

/** Nobody is to be refused for want of stock. */
async function stockUp({ url }: ServedApp): Promise<void> {
  for (const sku of ['MUG-RED', 'SHIRT-M']) {
    const body = JSON.stringify({ deliveryId: `bench-${sku}`, quantity: PLENTY, now: new Date().toISOString() });
    const entity = `${url}/runtime/webhooks/durabletask/entities/stockLevel/${sku}?op=restock`;
    const headers = { 'content-type': 'application/json' };
    await expectOk(await fetch(entity, { method: 'POST', headers, body }));
  }
}

/** How fast starts and questions are answered. */
async function load(app: ServedApp, seconds: number) {
  const first = Started.parse(await (await expectOk(await post(app))).json());
  await fire({ url: `${app.url}/api/processes/purchase/${first.id}`, seconds, connections: CONNECTIONS });
  const view = await fire({ url: `${app.url}/api/processes/purchase/${first.id}`, seconds, connections: CONNECTIONS });
  return { viewsPerSecond: view.requests.average, viewP50Ms: view.latency.p50, viewP99Ms: view.latency.p99 };
}

/** Purchases that are finished for each second: starts are fired for a while, and all that came in is waited for. */
async function capacity(app: ServedApp, seconds: number): Promise<number> {
  const before = await unfinished(app);
  const from = performance.now();
  const shots = await fire({ ...startOf(app), seconds, connections: CONNECTIONS });
  await drained(app, before);
  return (shots['2xx'] * 1_000) / (performance.now() - from);
}

async function overloaded(app: ServedApp, perSecond: number, seconds: number) {
  const probe = new HealthProbe(`${app.url}/api/health`);
  const shots = await fire({ ...startOf(app), seconds, connections: CONNECTIONS * 4, perSecond });
  const during = await probe.stop();
  const { memoryMb } = usageOfOther(app.pid);
  const backlog = await unfinished(app);
  const drainMs = await drained(app, 0);
  await pause(LOOK_EVERY_MS);
  const after = new HealthProbe(`${app.url}/api/health`);
  await pause(1_000);
  const recovered = await after.stop();
  return {
    offeredPerSecond: perSecond,
    acceptedPerSecond: shots['2xx'] / shots.duration,
    refused: shots.statusCodeStats['429']?.count ?? 0,
    otherAnswers: shots.non2xx - (shots.statusCodeStats['429']?.count ?? 0) + shots.errors,
    startP50Ms: shots.latency.p50,
    startP99Ms: shots.latency.p99,
    healthP50Ms: during.p50Ms,
    healthP99Ms: during.p99Ms,
    healthMaxMs: during.maxMs,
    backlog,
    memoryMb,
    drainMs,
    recoveredHealthP99Ms: recovered.p99Ms,
  };
}

function startOf({ url }: ServedApp) {
  return { url: `${url}/api/processes/purchase`, method: 'POST', body: purchase.input(0) } as const;
}

function post(app: ServedApp): Promise<Response> {
  const { url, body } = startOf(app);
  const headers = { 'content-type': 'application/json' };
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** Milliseconds until no more than so many are unfinished. */
async function drained(app: ServedApp, rest: number): Promise<number> {
  const from = performance.now();
  while ((await unfinished(app)) > rest) {
    if (performance.now() - from > DRAIN_LIMIT_MS) return Infinity;
    await pause(LOOK_EVERY_MS);
  }
  return performance.now() - from;
}

async function unfinished({ url }: ServedApp): Promise<number> {
  const query = 'runtimeStatus=Running&runtimeStatus=Pending&top=100000&showInput=false';
  const response = await expectOk(await fetch(`${url}/runtime/webhooks/durabletask/instances?${query}`));
  return z.array(z.unknown()).parse(await response.json()).length;
}

async function expectOk(response: Response): Promise<Response> {
  if (response.ok) return response;
  throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`);
}
