import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { startTestHost } from '../../src/testing';
import { temporaryFolders } from '../store/temporary-folder';
import { fixtureApp } from './apps';

const waiting = fixtureApp('waiting');
const newFolder = temporaryFolders();

describe('a reset', () => {
  it('forgets instances, entities, calls, logs and spans', async () => {
    await using host = await startTestHost(waiting);
    const diary = await host.start('diary', { name: 'a', days: [1] });
    await host.skip({ days: 1 });
    await host.fetch('/api/greeting');
    await host.reset();
    expect(await diary.status()).toBeUndefined();
    expect(await host.entity('journal', 'all').state()).toBeUndefined();
    expect(await host.calls('slowly')).toEqual([]);
    expect(host.logs().filter((line) => line.includes('somebody wants a greeting'))).toEqual([]);
    expect(await host.spans()).toEqual([]);
  });

  it('serves the app as before, under its URL of now', async () => {
    await using host = await startTestHost(waiting, { env: { GREETING: 'hi' } });
    await host.reset();
    const response = await fetch(new URL('/api/greeting?name=Ada', host.url));
    expect(await response.json()).toEqual({ greeting: 'hi', name: 'Ada' });
    const echo = await host.start('echo', { cents: 500 }, { instanceId: 'order-1' });
    expect(await echo.result()).toEqual({ cents: 500 });
  });

  it('puts the clock back to the start, or where it is told to', async () => {
    await using host = await startTestHost(waiting, { startTime: '2026-01-01T12:00:00Z' });
    await host.skip({ days: 3 });
    await host.reset();
    expect(await host.now()).toEqual(new Date('2026-01-01T12:00:00Z'));
    await host.reset({ startTime: '2027-05-01' });
    expect(await host.now()).toEqual(new Date('2027-05-01T00:00:00Z'));
    const trial = await host.start('trial');
    await host.skip({ days: 50 });
    expect(await trial.status()).toMatchObject({ runtimeStatus: 'Completed', createdTime: '2027-05-01T00:00:00Z' });
  });

  it('takes fakes away, refuses what waits for them, and lets no late answer reach a later execution', async () => {
    await using host = await startTestHost(waiting);
    const called = Promise.withResolvers<undefined>();
    const late = Promise.withResolvers<unknown>();
    await host.fake('slowly', () => {
      called.resolve(undefined);
      return late.promise;
    });
    await host.start('diary', { name: 'a', days: [1] });
    const skip = expect(host.skip({ days: 1 })).rejects.toThrow('The test host was reset.');
    await called.promise;
    await host.reset();
    await skip;
    await host.fake('slowly', async (name: string) => {
      late.resolve('of before');
      await pause(50);
      return `of ${name}`;
    });
    await host.start('diary', { name: 'b', days: [1] });
    await host.skip({ days: 1 });
    expect(await host.calls('slowly')).toMatchObject([{ result: 'of b' }]);
  });

  it('is refused for instances in a folder, which a test host does not delete', async () => {
    await using host = await startTestHost(waiting, { storage: { folder: newFolder() } });
    await expect(host.reset()).rejects.toThrow('Only a host with storage "memory" can be reset; start another one.');
    await expect(host.start('echo')).resolves.toBeDefined();
  });

  it('says which option it does not know', async () => {
    await using host = await startTestHost(waiting);
    // @ts-expect-error -- as a test in JavaScript could.
    await expect(host.reset({ start: '2026-01-01' })).rejects.toThrow('options: Unrecognized key: "start"');
  });

  it('loads and starts the app once, and ends it at the stop', async () => {
    const file = join(newFolder(), 'notes');
    const notes = () => readFileSync(file, 'utf8').trim().split('\n');
    const host = await startTestHost(waiting, { env: { NOTES: file } });
    await host.reset();
    await host.reset();
    expect(notes()).toEqual(['loaded', 'started']);
    await host.stop();
    expect(notes()).toEqual(['loaded', 'started', 'ended']);
  });
});
