import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { EventType, startTestHost } from '../../src/testing';
import { temporaryFolders } from '../store/temporary-folder';
import { fixtureApp } from './apps';

const waiting = fixtureApp('waiting');
const newFolder = temporaryFolders();

describe('a test host', () => {
  it('serves the app over HTTP, with an environment of its own, and keeps the log', async () => {
    await using host = await startTestHost(waiting, { env: { GREETING: 'hi' } });
    const response = await host.fetch('/api/greeting?name=Ada');
    expect(await response.json()).toEqual({ greeting: 'hi', name: 'Ada' });
    expect(process.env['GREETING']).toBeUndefined();
    expect(host.logs().filter((line) => line.includes('somebody wants a greeting'))).toHaveLength(1);
  });

  it('runs several hosts at once that know nothing of each other', async () => {
    await using first = await startTestHost(waiting, { env: { GREETING: 'first' } });
    await using second = await startTestHost(waiting, { env: { GREETING: 'second' } });
    const responses = await Promise.all([first, second].map((host) => host.fetch('/api/greeting')));
    expect(await Promise.all(responses.map((response) => response.json()))).toMatchObject([
      { greeting: 'first' },
      { greeting: 'second' },
    ]);
  });

  it('starts an instance under an id and shows its status and history', async () => {
    await using host = await startTestHost(waiting, { startTime: '2026-01-01T12:00:00Z' });
    const order = await host.start('echo', { cents: 500 }, { instanceId: 'order-1' });
    await host.settled();
    expect(order.id).toBe('order-1');
    expect(await host.instance('order-1').status()).toMatchObject({
      name: 'echo',
      runtimeStatus: 'Completed',
      input: { cents: 500 },
      output: { cents: 500 },
      createdTime: '2026-01-01T12:00:00Z',
    });
    expect((await order.history()).map((event) => event.EventType)).toEqual([
      EventType.OrchestratorStarted,
      EventType.ExecutionStarted,
      EventType.ExecutionCompleted,
      EventType.OrchestratorCompleted,
    ]);
  });

  it('gives results as values of the test, and null for no input', async () => {
    await using host = await startTestHost(waiting);
    expect(await (await host.start('echo', { list: [1, { two: null }] })).result()).toStrictEqual({
      list: [1, { two: null }],
    });
    expect(await (await host.start('echo')).result()).toBeNull();
  });

  it('names the steps in order: activities, sub-orchestrations, operations on entities', async () => {
    await using host = await startTestHost(waiting);
    const diary = await host.start('diary', { name: 'a', days: [1] });
    await host.skip({ days: 1 });
    expect(await diary.steps()).toEqual(['slowly', '@journal@all.write', '@journal@all.read']);
  });

  it('signals entities and reads their state', async () => {
    await using host = await startTestHost(waiting);
    const journal = host.entity('Journal', 'mine');
    expect(await journal.state()).toBeUndefined();
    await journal.signal('write', 'one');
    await journal.signal('write', { two: 2 });
    await host.settled();
    expect(await journal.state()).toStrictEqual(['one', { two: 2 }]);
  });

  it('keeps instances in a folder when told to, across hosts', async () => {
    const storage = { folder: newFolder() };
    const first = await startTestHost(waiting, { storage, startTime: '2026-01-01' });
    const trial = await first.start('trial');
    await first.skip({ days: 40 });
    const startTime = await first.now();
    await first.stop();
    await using second = await startTestHost(waiting, { storage, startTime });
    await second.skip({ days: 5 });
    expect(await second.instance(trial.id).result()).toBe('slowly: end the trial');
  });

  it('works in node:test', () => {
    const report = execFileSync(process.execPath, ['--test', join(__dirname, 'node-test', 'trial.mjs')], {
      encoding: 'utf8',
      env: { ...process.env, NODE_TEST_CONTEXT: undefined },
    });
    expect(report).toMatch(/pass 1\b/);
  });
});

describe('a result', () => {
  it('is refused with what failed', async () => {
    await using host = await startTestHost(waiting);
    const refused = await host.start('refused', null, { instanceId: 'r' });
    await expect(refused.result()).rejects.toThrow(/^refused \("r"\) has failed: .*no such customer/s);
  });

  it('is refused with why it was terminated', async () => {
    await using host = await startTestHost(waiting);
    const trial = await host.start('trial', null, { instanceId: 't' });
    await trial.terminate('bankrupt');
    await expect(trial.result()).rejects.toThrow('trial ("t") has terminated: bankrupt');
  });

  it('is refused with what an unfinished instance waits for', async () => {
    await using host = await startTestHost(waiting, { startTime: '2026-01-01' });
    await host.start('order', null, { instanceId: 'o' });
    const approval = await host.start('approval', null, { instanceId: 'a' });
    await expect(approval.result()).rejects.toThrow(
      'approval ("a") is still Running, nothing runs, and it waits for a timer due at 2026-01-04T00:00:00.000Z, ' +
        'or the event "decision": raise the event or skip time.',
    );
    await expect(host.instance('o').result()).rejects.toThrow(/waits for sub-orchestration approval \("/);
  });

  it('leads its stack to the test', async () => {
    await using host = await startTestHost(waiting);
    const stack = await host
      .instance('none')
      .result()
      .catch((error: unknown) => (error instanceof Error ? error.stack : ''));
    expect(stack).toContain('test-host.test.ts');
  });
});

describe('an operation on an instance', () => {
  it('is refused when there is none', async () => {
    await using host = await startTestHost(waiting);
    const nobody = host.instance('nobody');
    expect(await nobody.status()).toBeUndefined();
    for (const operation of [
      nobody.raiseEvent('x'),
      nobody.terminate(),
      nobody.steps(),
      nobody.history(),
      nobody.result(),
    ])
      await expect(operation).rejects.toThrow('There is no instance "nobody".');
  });

  it('is refused when it has ended', async () => {
    await using host = await startTestHost(waiting);
    const echo = await host.start('echo', 1, { instanceId: 'e' });
    await echo.result();
    await expect(echo.raiseEvent('decision')).rejects.toThrow('Instance "e" is Completed and takes nothing any more.');
  });

  it('is refused when the id is taken', async () => {
    await using host = await startTestHost(waiting);
    await host.start('trial', null, { instanceId: 't' });
    await host.settled();
    await expect(host.start('trial', null, { instanceId: 't' })).rejects.toThrow(
      'Instance "t" exists already and is Running.',
    );
  });

  it('is refused for an entity that the app does not have', async () => {
    await using host = await startTestHost(waiting);
    await expect(host.entity('nobody', '1').signal('x')).rejects.toThrow('The app has no entity "nobody".');
  });
});
