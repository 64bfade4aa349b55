/** One question each 10 ms, whether the one before has been answered or not. */
import { Agent, get } from 'node:http';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';

const EVERY_MS = 10;
/** An answer that never comes counts as this. */
const GIVEN_UP_MS = 30_000;

const { url } = z.object({ url: z.string() }).parse(workerData);
const agent = new Agent({ keepAlive: true });
const latencies: number[] = [];
const open = new Set<Promise<void>>();

const asking = setInterval(() => {
  const asked = ask().finally(() => open.delete(asked));
  open.add(asked);
}, EVERY_MS);

parentPort?.once('message', () => {
  clearInterval(asking);
  void Promise.all(open).then(() => parentPort?.postMessage(latencies));
});

function ask(): Promise<void> {
  const from = performance.now();
  const { promise, resolve } = Promise.withResolvers<number>();
  get(url, { agent, timeout: GIVEN_UP_MS }, (response) => {
    response.resume().on('end', () => resolve(performance.now() - from));
  }).on('error', () => resolve(GIVEN_UP_MS));
  return promise.then((took) => void latencies.push(took));
}
