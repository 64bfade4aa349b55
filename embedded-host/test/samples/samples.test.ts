/** The shapes of the public samples, unchanged, each from a clean folder on the real command line. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { build, copySample, isCompleted, RunningSample, statusOf } from './sample-app';

const LIMIT_MS = 60_000;

describe('a sample from a clean folder', () => {
  const folders: { remove(): void }[] = [];
  const running: RunningSample[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map(({ host }) => host.stop()));
    for (const folder of folders.splice(0)) folder.remove();
  });

  const copied = (name: string): string => {
    const folder = copySample(name);
    folders.push(folder);
    return folder.path;
  };
  const run = (folder: string): RunningSample => {
    const sample = new RunningSample(folder);
    running.push(sample);
    return sample;
  };

  it(
    'greets the cities (JavaScript, CommonJS)',
    async () => {
      const sample = run(copied('hello-cities'));
      const started = await sample.start('/api/orchestrators/helloOrchestrator');
      const { output } = await statusOf(started, isCompleted);
      expect(output).toEqual(['Hello, Tokyo', 'Hello, Seattle', 'Hello, Cairo']);
      expect(sample.host.output).toContain(`Started orchestration with ID = '${started.id}'.`);
    },
    LIMIT_MS,
  );

  it(
    'counts in entities (TypeScript, built by its own compiler), also after a restart',
    async () => {
      const folder = copied('counter-typescript');
      build(folder);
      const first = run(folder);
      const started = await first.start('/api/count', { key: 'a', amounts: [1, 2, 3] });
      expect((await statusOf(started, isCompleted)).output).toBe(6);
      expect((await first.fetch('/api/counters/b')).status).toBe(404);
      await first.host.stop();

      const second = run(folder);
      expect((await second.fetch('/api/counters/a', { method: 'POST', body: '10' })).status).toBe(202);
      const again = await second.start('/api/count', { key: 'a', amounts: [] });
      expect((await statusOf(again, isCompleted)).output).toBe(16);
      expect(await (await second.fetch('/api/counters/a')).json()).toBe(16);
    },
    LIMIT_MS,
  );

  it(
    'takes orders and waits for their approval (ES modules)',
    async () => {
      const sample = run(copied('orders-es-module'));
      const started = await sample.start('/api/orders/order-1', { items: ['tea', 'cups'] });
      const waiting = await statusOf(started, ({ customStatus }) => customStatus !== null);
      expect([waiting.runtimeStatus, waiting.customStatus]).toEqual(['Running', { total: 70 }]);
      const approval = { method: 'PUT', body: 'Ada' };
      expect((await sample.fetch('/api/orders/order-1/approval', approval)).status).toBe(202);
      const { output } = await statusOf(started, isCompleted);
      expect(output).toEqual({ total: 70, by: 'Ada', receipt: expect.stringMatching(/^[0-9a-f]{8}$/) });
    },
    LIMIT_MS,
  );
});
