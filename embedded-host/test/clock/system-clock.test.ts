import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { SystemClock } from '../../src/clock/system-clock';

const DAY = 86_400_000;
const START = Date.parse('2026-01-01T00:00:00Z');

beforeEach(() => {
  jest.useFakeTimers({ now: START });
});
afterEach(() => {
  jest.useRealTimers();
});

describe('a system clock', () => {
  it("follows the machine's clock", () => {
    const clock = new SystemClock();
    jest.advanceTimersByTime(1500);
    expect(clock.now()).toBe(START + 1500);
  });

  it("goes on at its pace when the machine's clock is set back, until that has caught up", () => {
    const clock = new SystemClock();
    jest.advanceTimersByTime(1000);
    const before = clock.now();
    jest.setSystemTime(START - DAY);
    expect(clock.now()).toBe(before);
    jest.advanceTimersByTime(400);
    expect(clock.now()).toBe(before + 400);
    jest.setSystemTime(START + DAY);
    expect(clock.now()).toBe(START + DAY);
  });

  it('rings alarms in order of time and never before', () => {
    const clock = new SystemClock();
    const rung: [string, number][] = [];
    clock.alarm(START + 50, () => rung.push(['second', clock.now()]));
    clock.alarm(START + 20, () => rung.push(['first', clock.now()]));
    jest.advanceTimersByTime(19);
    expect(rung).toEqual([]);
    jest.advanceTimersByTime(40);
    expect(rung).toEqual([
      ['first', START + 20],
      ['second', START + 50],
    ]);
  });

  it('rings after more days than setTimeout can wait', () => {
    const clock = new SystemClock();
    const ring = jest.fn();
    clock.alarm(START + 45 * DAY, ring);
    jest.advanceTimersByTime(45 * DAY - 1);
    expect(ring).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(ring).toHaveBeenCalledTimes(1);
  });

  it("rings within a minute when the machine's clock jumps forward", () => {
    const clock = new SystemClock();
    const ring = jest.fn();
    clock.alarm(START + DAY, ring);
    jest.setSystemTime(START + 2 * DAY);
    jest.advanceTimersByTime(60_000);
    expect(ring).toHaveBeenCalledTimes(1);
  });

  it('does not ring what was cancelled', () => {
    const clock = new SystemClock();
    const ring = jest.fn();
    clock.alarm(START + 10, ring).cancel();
    jest.advanceTimersByTime(100);
    expect(ring).not.toHaveBeenCalled();
  });

  it('rings the others when one throws', () => {
    const clock = new SystemClock();
    const ring = jest.fn();
    clock.alarm(START + 10, () => {
      throw new Error('first');
    });
    clock.alarm(START + 10, ring);
    expect(() => jest.advanceTimersByTime(10)).toThrow('first');
    jest.advanceTimersByTime(1);
    expect(ring).toHaveBeenCalledTimes(1);
  });

  it('does not keep a process alive', () => {
    const module = join(__dirname, '../../dist/clock/system-clock.js');
    const script = `new (require(${JSON.stringify(module)}).SystemClock)().alarm(Date.now() + 600000, () => {})`;
    expect(execFileSync(process.execPath, ['-e', script], { timeout: 10_000 }).toString()).toBe('');
  });
});
