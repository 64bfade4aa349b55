import { describe, expect, it } from '@jest/globals';
import { InFlight } from '../../src/bindings/in-flight';
import { parseSchedule } from '../../src/bindings/schedule';
import { TimerFunction } from '../../src/bindings/timer-trigger';
import type { Clock } from '../../src/clock/clock';
import { VirtualClock } from '../../src/clock/virtual-clock';
import { FakeApp } from './fake-app';

const START = Date.UTC(2026, 0, 31, 12, 0, 0);
const SECOND = 1000;

interface Timer {
  readonly IsPastDue: boolean;
  readonly ScheduleStatus: { readonly Last: string; readonly Next: string };
}

function timerApp(schedule: string, options: object = {}, run: (timer: Timer) => unknown = () => undefined) {
  const clock = new VirtualClock(START);
  const runs: { at: number; timer: Timer }[] = [];
  const handler = (timer: unknown) => {
    runs.push({ at: clock.now() - START, timer: timer as Timer });
    return run(timer as Timer);
  };
  const app = new FakeApp([{ name: 'tick', trigger: { type: 'timerTrigger', schedule, ...options }, handler }]);
  const inFlight = new InFlight();
  const timer = new TimerFunction(app.function('tick'), { scope: app.scope, clock, inFlight }, {});
  const pass = async (ms: number) => {
    for (const end = clock.now() + ms; clock.now() < end;) {
      clock.advanceTo(Math.min(end, clock.nextAlarm() ?? end));
      await settled();
    }
  };
  return { app, clock, timer, runs, pass };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

describe('a timer function', () => {
  it('runs at each time of its schedule, on the clock of the host', async () => {
    const { timer, runs, pass } = timerApp('*/10 * * * * *');
    timer.start();
    await pass(35 * SECOND);
    expect(runs.map(({ at }) => at)).toEqual([10_000, 20_000, 30_000]);
    expect(runs[1]?.timer).toMatchObject({
      IsPastDue: false,
      ScheduleStatus: { Last: '2026-01-31T12:00:10.000Z', Next: '2026-01-31T12:00:30.000Z' },
    });
  });

  it('runs at the start when asked to, and then by its schedule', async () => {
    const { timer, runs, pass } = timerApp('0 * * * * *', { runOnStartup: true });
    timer.start();
    await settled();
    await pass(60 * SECOND);
    expect(runs.map(({ at }) => at)).toEqual([0, 60_000]);
  });

  it('does not run once it is stopped', async () => {
    const { timer, runs, pass } = timerApp('* * * * * *');
    timer.start();
    await pass(SECOND);
    timer.stop();
    await pass(10 * SECOND);
    expect(runs).toHaveLength(1);
  });

  it('goes on after a run that failed', async () => {
    const { timer, runs, pass } = timerApp('* * * * * *', {}, () => {
      throw new Error('no');
    });
    timer.start();
    await pass(2 * SECOND);
    expect(runs).toHaveLength(2);
  });

  it('never overlaps its runs, and skips the times that one took', async () => {
    let release: () => void = () => undefined;
    const run = () => new Promise<void>((resolve) => (release = resolve));
    const { clock, timer, runs, pass } = timerApp('* * * * * *', {}, run);
    timer.start();
    await pass(SECOND);
    clock.advanceTo(START + 5.5 * SECOND);
    await settled();
    release();
    await settled();
    await pass(SECOND);
    expect(runs.map(({ at }) => at)).toEqual([1000, 6000]);
  });

  it('is told when it comes late', async () => {
    const late = { now: START, ring: () => undefined };
    const clock: Clock = {
      now: () => late.now,
      alarm: (_at, ring) => {
        Object.assign(late, { ring });
        return { cancel: () => undefined };
      },
    };
    const seen: unknown[] = [];
    const handler = (timer: unknown) => seen.push((timer as Timer).IsPastDue);
    const app = new FakeApp([{ name: 'tick', trigger: { type: 'timerTrigger', schedule: '0 * * * * *' }, handler }]);
    new TimerFunction(app.function('tick'), { scope: app.scope, clock, inFlight: new InFlight() }, {}).start();
    late.now = START + 90 * SECOND;
    late.ring();
    await settled();
    expect(seen).toEqual([true]);
  });
});

describe('a schedule', () => {
  const next = (expression: string, env: NodeJS.ProcessEnv = {}) =>
    new Date(parseSchedule({ functionName: 'f', expression, env }).next(START)).toISOString();

  it.each([
    ['0 30 9 * * 1-5', '2026-02-02T09:30:00.000Z'],
    ['*/5 * * * *', '2026-01-31T12:05:00.000Z'],
    ['0 0 0 13 * 5', '2026-02-13T00:00:00.000Z'],
    ['01:30:00', '2026-01-31T13:30:00.000Z'],
    ['%WHEN%', '2026-02-01T00:00:00.000Z'],
  ])('%s is due next at %s', (expression, at) => {
    expect(next(expression, { WHEN: '0 0 0 * * *' })).toBe(at);
  });

  it('is read in the zone of WEBSITE_TIME_ZONE', () => {
    expect(next('0 0 15 * * *', { WEBSITE_TIME_ZONE: 'Europe/Berlin' })).toBe('2026-01-31T14:00:00.000Z');
  });

  it.each(['every day', '%NOT_SET%', ''])('"%s" is refused with the name of the function', (expression) => {
    expect(() => next(expression)).toThrow(/of function f cannot be used: .*; use six fields/);
  });
});
