/** Behaviours 94 to 97: what is still there when the host ends and starts again. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { temporaryFolder } from '../cli/spawned-host';
import { DurabilityApp } from './durability-app';
import { eventually } from './mortal-host';

const Rung = z.object({ dueAt: z.coerce.date(), firedAt: z.coerce.date() });

describe.each(['SIGKILL', 'SIGTERM'] as const)('after %s and a restart', (signal) => {
  const folder = temporaryFolder();
  let app: DurabilityApp;

  beforeAll(() => {
    app = new DurabilityApp(folder.path);
  });

  afterAll(async () => {
    await app.host.end();
    folder.remove();
  });

  it('an instance that waits for an event is Running with its input, and has the events it got (94)', async () => {
    await app.start('waitsForTwo', 'waiting', { order: 7 });
    await app.raise('waiting', 'second', 'before anybody awaited it');
    await app.restart(signal);
    expect(await app.status('waiting')).toMatchObject({ runtimeStatus: 'Running', input: { order: 7 } });
    await app.raise('waiting', 'first', 'after the end');
    const { output } = await app.reaches('waiting', 'Completed');
    expect(output).toEqual({ input: { order: 7 }, first: 'after the end', second: 'before anybody awaited it' });
  });

  it('a timer that fell due meanwhile fires at once, a later one on time (95)', async () => {
    await app.start('rings', 'meanwhile', { ms: 300 });
    await app.start('rings', 'later', { ms: 4_000 });
    await app.host.die(signal);
    await pause(400);
    app.host.revive();
    await app.host.serving();
    await eventually('the timer fires', async () => hasEnded(await app.status('meanwhile')), 2_000);
    const { output } = await app.reaches('later', 'Completed');
    const { dueAt, firedAt } = Rung.parse(output);
    const lateMs = firedAt.getTime() - dueAt.getTime();
    expect(lateMs).toBeGreaterThanOrEqual(0);
    expect(lateMs).toBeLessThan(1_000);
  });

  it('an accepted start goes on, however soon the end came (96)', async () => {
    for (const id of ['soon-1', 'soon-2', 'soon-3']) {
      expect(await app.start('threeSteps', id, { trace: id, ms: 0 })).toMatchObject({ status: 202 });
      await app.restart(signal);
      const { output } = await app.reaches(id, 'Completed');
      expect(output).toEqual([`before of ${id}`, `long of ${id}`, `after of ${id}`]);
    }
  });

  it('a finished activity is not executed again, an interrupted one is, within seconds (96)', async () => {
    await app.start('threeSteps', 'interrupted', { trace: 'interrupted', ms: 1_500 });
    await eventually('the long step runs', async () => app.trace('interrupted')[1]);
    await app.restart(signal);
    const { output } = await app.reaches('interrupted', 'Completed');
    expect(output).toEqual(['before of interrupted', 'long of interrupted', 'after of interrupted']);
    // A graceful stop lets the step end, and then it is not repeated either.
    const long = signal === 'SIGKILL' ? ['long', 'long'] : ['long'];
    expect(app.trace('interrupted')).toEqual(['before', ...long, 'after']);
  });

  it('what was completed, with output and history, is the same (97)', async () => {
    await app.start('threeSteps', 'done', { trace: 'done', ms: 0 });
    const before = await app.reaches('done', 'Completed');
    await app.restart(signal);
    expect(await app.status('done')).toEqual(before);
  });

  it('entities keep their state (97)', async () => {
    await app.signalLedger('a');
    await app.signalLedger('b');
    await app.restart(signal);
    await eventually('both are there', async () => ((await app.ledger()).length === 2 ? true : undefined));
    expect(await app.ledger()).toEqual(['a', 'b']);
  });

  it('a suspended instance stays suspended until it is resumed, with the events that came meanwhile (97)', async () => {
    await app.start('waitsForTwo', 'suspended');
    await app.control('suspended', 'suspend');
    await app.reaches('suspended', 'Suspended');
    await app.raise('suspended', 'first', 1);
    await app.restart(signal);
    await app.raise('suspended', 'second', 2);
    expect(await app.status('suspended')).toMatchObject({ runtimeStatus: 'Suspended' });
    await app.control('suspended', 'resume');
    const { output } = await app.reaches('suspended', 'Completed');
    expect(output).toMatchObject({ first: 1, second: 2 });
  });

  it('a child under way goes on and answers its parent (97)', async () => {
    await app.start('parent', 'parent');
    await app.reaches('parent-child', 'Running');
    await app.restart(signal);
    await app.raise('parent-child', 'first', 1);
    await app.raise('parent-child', 'second', 2);
    const { output } = await app.reaches('parent', 'Completed');
    expect(output).toEqual({ input: 'from the parent', first: 1, second: 2 });
  });
});

function hasEnded(status: { readonly runtimeStatus: string } | undefined): true | undefined {
  return status?.runtimeStatus === 'Completed' ? true : undefined;
}
