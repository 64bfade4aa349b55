/** Asks for the health of a host again and again, from a thread of its own: a busy host cannot delay the asking. */
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { percentiles } from '../closed-loop.mts';

const Latencies = z.array(z.number());

export class HealthProbe {
  readonly #worker: Worker;

  constructor(url: string) {
    this.#worker = new Worker(new URL('./health-probe-worker.mts', import.meta.url), { workerData: { url } });
  }

  async stop() {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#worker.once('message', resolve).once('error', reject);
    this.#worker.postMessage('stop');
    const latencies = Latencies.parse(await promise);
    await this.#worker.terminate();
    return { ...percentiles(latencies), maxMs: Math.max(...latencies), count: latencies.length };
  }
}
