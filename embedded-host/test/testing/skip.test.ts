import { describe, expect, it } from '@jest/globals';
import { startTestHost } from '../../src/testing';
import { fixtureApp } from './apps';

const waiting = fixtureApp('waiting');

describe('skipping time', () => {
  it('fires a timer of 45 days, and not a millisecond early', async () => {
    await using host = await startTestHost(waiting);
    const trial = await host.start('trial');
    await host.skip({ days: 44, hours: 23, minutes: 59, seconds: 59, milliseconds: 999 });
    expect((await trial.status())?.runtimeStatus).toBe('Running');
    await host.skip({ milliseconds: 1 });
    expect(await trial.result()).toBe('slowly: end the trial');
  });

  it('shows the skipped time to the app', async () => {
    await using host = await startTestHost(waiting, { startTime: '2026-01-30' });
    const diary = await host.start('diary', { name: 'a', days: [1, 2] });
    await host.skip({ days: 10 });
    expect(await diary.result()).toEqual(['a 2026-01-31', 'a 2026-02-02']);
    expect(await host.now()).toEqual(new Date('2026-02-09T00:00:00Z'));
  });

  it('lets a deadline pass while an event is awaited', async () => {
    await using host = await startTestHost(waiting);
    const approval = await host.start('approval');
    await host.skip({ days: 3 });
    expect(await approval.result()).toBe('expired');
  });

  it('changes nothing that was decided before', async () => {
    await using host = await startTestHost(waiting);
    const approval = await host.start('approval');
    await host.skip({ days: 2 });
    await approval.raiseEvent('decision', { approved: true });
    await host.skip({ days: 2 });
    expect(await approval.result()).toStrictEqual({ approved: true });
  });

  it('reaches timers of sub-orchestrations', async () => {
    await using host = await startTestHost(waiting);
    const order = await host.start('order');
    await host.skip({ days: 3 });
    expect(await order.result()).toBe('expired');
    expect(await order.steps()).toEqual(['approval', 'slowly']);
  });

  it('goes from alarm to alarm, and lets what each one sets off end before the next', async () => {
    await using host = await startTestHost(waiting, { startTime: '2026-01-01' });
    await host.start('diary', { name: 'even', days: [2, 2] });
    await host.start('diary', { name: 'odd', days: [1, 2, 2] });
    await host.skip({ days: 30 });
    expect(await host.entity('journal', 'all').state()).toEqual([
      'odd 2026-01-02',
      'even 2026-01-03',
      'odd 2026-01-04',
      'even 2026-01-05',
      'odd 2026-01-06',
    ]);
  });

  it('takes jumps that are asked for at once one after the other', async () => {
    await using host = await startTestHost(waiting, { startTime: '2026-01-01' });
    await Promise.all([host.skip({ hours: 1 }), host.skip({ hours: 2 }), host.skip({ hours: 3 })]);
    expect(await host.now()).toEqual(new Date('2026-01-01T06:00:00Z'));
  });

  it('stands still otherwise', async () => {
    await using host = await startTestHost(waiting, { startTime: '2026-01-01' });
    await host.start('trial');
    await host.settled();
    expect(await host.now()).toEqual(new Date('2026-01-01T00:00:00Z'));
  });

  it.each([
    [{ days: -1 }, 'duration.days: Too small: expected number to be >=0'],
    [{ day: 1 }, 'duration: Unrecognized key: "day"'],
    [{ hours: '2' }, 'duration.hours: Invalid input: expected number, received string'],
  ])('refuses %j', async (duration, message) => {
    await using host = await startTestHost(waiting);
    // A mistake that plain JavaScript allows.
    await expect(host.skip(duration as object)).rejects.toThrow(message);
  });
});
