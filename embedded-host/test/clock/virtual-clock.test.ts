import { describe, expect, it } from '@jest/globals';
import { VirtualClock } from '../../src/clock/virtual-clock';

const DAY = 86_400_000;

describe('a virtual clock', () => {
  it('stands still until it is moved', () => {
    const clock = new VirtualClock(new Date('2026-01-01T00:00:00Z'));
    expect(clock.now()).toBe(Date.parse('2026-01-01T00:00:00Z'));
    clock.advanceTo(clock.now() + 45 * DAY);
    expect(new Date(clock.now())).toEqual(new Date('2026-02-15T00:00:00Z'));
  });

  it('rings in order of time, each alarm at its own time, also alarms set meanwhile', () => {
    const clock = new VirtualClock(0);
    const rung: string[] = [];
    const note = (name: string) => rung.push(`${name} at ${clock.now()}`);
    clock.alarm(30, () => note('late'));
    clock.alarm(10, () => {
      note('early');
      clock.alarm(20, () => note('between'));
    });
    clock.alarm(30, () => note('late too'));
    clock.alarm(31, () => note('never'));
    clock.advanceTo(30);
    expect(rung).toEqual(['early at 10', 'between at 20', 'late at 30', 'late too at 30']);
  });

  it('does not ring what was cancelled', () => {
    const clock = new VirtualClock(0);
    clock.alarm(10, () => expect('this').toBe('not reached')).cancel();
    clock.advanceTo(20);
    expect(clock.nextAlarm()).toBeUndefined();
  });

  it('rings what is due already by itself, but not inside the call', async () => {
    const clock = new VirtualClock(100);
    let count = 0;
    clock.alarm(50, () => count++);
    expect(count).toBe(0);
    await Promise.resolve();
    expect([count, clock.now()]).toEqual([1, 100]);
  });

  it('tells when the next alarm is due', () => {
    const clock = new VirtualClock(0);
    clock.alarm(70, () => undefined);
    const earliest = clock.alarm(40, () => undefined);
    expect(clock.nextAlarm()).toBe(40);
    earliest.cancel();
    expect(clock.nextAlarm()).toBe(70);
  });

  it.each([[99], [Number.NaN]])('refuses to go from 100 to %p', (time) => {
    expect(() => new VirtualClock(100).advanceTo(time)).toThrow(RangeError);
  });
});
