import { join } from 'node:path';
import { startTestHost, type TestHost } from 'embedded-host/testing';
import { z } from 'zod';
import { Progress } from '../../src/orchestration/contract';

/** Small processes that each use one word, on a host of their own with virtual time. */
export function startWordsApp(): Promise<TestHost> {
  return startTestHost(join(__dirname, 'words-app'), { storage: 'memory' });
}

/** Starts one and lets it go as far as it can without time passing. */
export async function begin(host: TestHost, process: string, input: object = {}) {
  const instance = await host.start(process, input);
  await host.settled();
  return instance;
}

export async function raise(host: TestHost, id: string, event: string, data: unknown): Promise<void> {
  await host.instance(id).raiseEvent(event, data);
  await host.settled();
}

/** Each step with its outcome: `work done`. */
export async function stepsOf(host: TestHost, id: string): Promise<readonly string[]> {
  const { customStatus } = z.object({ customStatus: Progress }).parse(await host.instance(id).status());
  return customStatus.steps.map(({ step, outcome, state }) => `${step} ${outcome ?? state}`);
}

/** Timers that were set and have neither fired nor been cancelled are what holds an instance up. */
export async function statusOf(host: TestHost, id: string): Promise<unknown> {
  return z.object({ runtimeStatus: z.string() }).parse(await host.instance(id).status()).runtimeStatus;
}
