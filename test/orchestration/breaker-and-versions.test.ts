import { describe, expect, it } from '@jest/globals';
import { begin, startWordsApp, statusOf, stepsOf } from '../support/words-app';

describe('one circuit breaker for two processes', () => {
  it('spares the service of the second what the first has found out', async () => {
    await using host = await startWordsApp();
    await host.fake('oracle.ask', { fails: 'always', error: 'asleep' });
    const first = await begin(host, 'first');
    await host.skip({ seconds: 3 });
    await expect(first.result()).rejects.toThrow('asleep');
    const second = await begin(host, 'second', { whenOpen: 'failFast' });
    await expect(second.result()).rejects.toThrow('service.circuitOpen');
    expect(await host.calls('oracle.ask')).toHaveLength(3);
  });

  it('has the second wait, and lets it through as the probe that closes it', async () => {
    await using host = await startWordsApp();
    await host.fake('oracle.ask', { fails: 3, then: { outcome: 'done' } });
    await begin(host, 'first');
    await host.skip({ seconds: 3 });
    const second = await begin(host, 'second');
    await host.skip({ minutes: 59 });
    expect(await statusOf(host, second.id)).toBe('Running');
    expect(await host.calls('oracle.ask')).toHaveLength(3);
    await host.skip({ minutes: 1 });
    expect(await second.result()).toEqual({ outcome: 'done' });
    expect(await host.entity('circuitBreaker', 'oracle').state()).toEqual({ state: 'closed', faults: 0 });
  });
});

describe('versions side by side', () => {
  it('let each instance finish on the version that it was started with', async () => {
    await using host = await startWordsApp();
    const old = await begin(host, 'renamed', { processVersion: 1 });
    const current = await begin(host, 'renamed', { processVersion: 2 });
    const before = await begin(host, 'renamed');
    await host.skip({ hours: 2 });
    expect(await old.result()).toBe('told as version 1');
    expect(await current.result()).toBe('told as version 2');
    expect(await before.result()).toBe('told as version 1');
    expect(await stepsOf(host, current.id)).toEqual(['new pause done']);
  });

  it('start new instances with the current one', async () => {
    await using host = await startWordsApp();
    const headers = { 'Content-Type': 'application/json' };
    const reply = await host.fetch('/api/processes/renamed', { method: 'POST', headers, body: '{}' });
    const { id } = (await reply.json()) as { id: string };
    await host.skip({ hours: 2 });
    expect(await host.instance(id).result()).toBe('told as version 2');
  });

  it('fail an instance of a version that is gone, and say which ones there are', async () => {
    await using host = await startWordsApp();
    const lost = await begin(host, 'renamed', { processVersion: 3 });
    await expect(lost.result()).rejects.toThrow('renamed has no version 3, only 1, 2');
  });
});
