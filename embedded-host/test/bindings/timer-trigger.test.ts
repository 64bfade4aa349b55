import { describe, expect, it } from '@jest/globals';
import { InFlight } from '../../src/bindings/in-flight';
import { parseSchedule } from '../../src/bindings/schedule';
import type { ScheduleMonitor } from '../../src/bindings/schedule-monitor';
import { MemoryScheduleMonitor } from '../../src/bindings/schedule-monitor';
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

interface Circumstances {
  readonly monitor?: ScheduleMonitor;
  readonly now?: number;
  readonly retry?: object;
}

function timerApp(
  schedule: string,
  options: object = {},
  run: (timer: Timer) => unknown = () => undefined,
  { monitor = new MemoryScheduleMonitor(), now = START, retry }: Circumstances = {},
) {
  const clock = new VirtualClock(now);
  const runs: { at: number; timer: Timer }[] = [];
  const handler = (timer: unknown) => {
    runs.push({ at: clock.now() - START, timer: timer as Timer });
    return run(timer as Timer);
  };
  const trigger = { type: 'timerTrigger', schedule, ...options };
  const app = new FakeApp([{ name: 'tick', trigger, handler, ...(retry && { retry }) }]);
  const inFlight = new InFlight();
  const timer = new TimerFunction(app.function('tick'), { scope: app.scope, clock, inFlight, monitor }, {});
  const pass = async (ms: number) => {
    for (const end = clock.now() + ms; clock.now() < end;) {
      clock.advanceTo(Math.min(end, clock.nextAlarm() ?? end));
      await settled();
    }
  };
  return { app, clock, timer, runs, pass, inFlight };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
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
    const parts = { scope: app.scope, clock, inFlight: new InFlight(), monitor: new MemoryScheduleMonitor() };
    new TimerFunction(app.function('tick'), parts, {}).start();
    late.now = START + 90 * SECOND;
    late.ring();
    await settled();
    expect(seen).toEqual([true]);
  });
});

describe('a timer function after a restart', () => {
  const HOUR = 3600 * SECOND;
  const hourly = '0 0 * * * *';

  /** A host that ran for a while, and another one on the same storage some time later. */
  const restarted = async (options: { ranFor: number; downFor: number; trigger?: object; schedule?: string }) => {
    const monitor = new MemoryScheduleMonitor();
    const schedule = options.schedule ?? hourly;
    const before = timerApp(schedule, options.trigger, undefined, { monitor });
    before.timer.start();
    await before.pass(options.ranFor);
    before.timer.stop();
    const now = before.clock.now() + options.downFor;
    const after = timerApp(schedule, options.trigger, undefined, { monitor, now });
    after.timer.start();
    await settled();
    return after;
  };

  it('makes up once, and as past due, for what fell due while the host was down', async () => {
    const { runs } = await restarted({ ranFor: HOUR, downFor: 3.5 * HOUR });
    expect(runs.map(({ at, timer }) => [at, timer.IsPastDue])).toEqual([[4.5 * HOUR, true]]);
    expect(runs[0]?.timer.ScheduleStatus).toMatchObject({
      Last: '2026-01-31T13:00:00.000Z',
      Next: '2026-01-31T17:00:00.000Z',
    });
  });

  it('goes on by its schedule afterwards', async () => {
    const { runs, pass } = await restarted({ ranFor: HOUR, downFor: 3.5 * HOUR });
    await pass(HOUR);
    expect(runs.map(({ at }) => at)).toEqual([4.5 * HOUR, 5 * HOUR]);
  });

  it('makes up for its first run, too', async () => {
    expect((await restarted({ ranFor: 1000, downFor: HOUR })).runs).toHaveLength(1);
  });

  it('does not run when nothing fell due meanwhile', async () => {
    expect((await restarted({ ranFor: HOUR, downFor: 0.5 * HOUR })).runs).toEqual([]);
  });

  it('is not made up for when it asks for no monitor', async () => {
    const trigger = { useMonitor: false };
    expect((await restarted({ ranFor: HOUR, downFor: 3.5 * HOUR, trigger })).runs).toEqual([]);
  });

  it('is not made up for when it is due more often than each minute', async () => {
    const schedule = '*/30 * * * * *';
    expect((await restarted({ ranFor: HOUR, downFor: 45 * SECOND, schedule })).runs).toEqual([]);
  });

  it('runs again when the run before was cut off', async () => {
    const monitor = new MemoryScheduleMonitor();
    const cut = timerApp(hourly, {}, () => new Promise(() => undefined), { monitor });
    cut.timer.start();
    await cut.pass(HOUR);
    const again = timerApp(hourly, {}, undefined, { monitor, now: START + HOUR + 5 * SECOND });
    again.timer.start();
    await settled();
    expect([cut.runs.length, again.runs.length]).toEqual([1, 1]);
  });

  it('still runs when what it did cannot be remembered', async () => {
    const monitor: ScheduleMonitor = {
      read: () => undefined,
      write: () => {
        throw new Error('disk full');
      },
    };
    const { app, timer, runs, pass } = timerApp(hourly, {}, undefined, { monitor });
    timer.start();
    await pass(2 * HOUR);
    expect(runs).toHaveLength(2);
    expect(app.entries).toContainEqual(
      expect.objectContaining({ level: 'warning', message: expect.stringContaining('disk full') }),
    );
  });
});

describe('a timer function with retries', () => {
  const retry = { maxRetryCount: 2, retryStrategy: 'fixedDelay', delayInterval: { seconds: 5 } };
  const fail = () => {
    throw new Error('no');
  };

  it('runs again after the delay, and by its schedule only when they are used up', async () => {
    const { timer, runs, pass } = timerApp('*/2 * * * * *', {}, fail, { retry });
    timer.start();
    await pass(14 * SECOND);
    expect(runs.map(({ at }) => at)).toEqual([2000, 7000, 12_000, 14_000]);
  });

  it('is made up for after a restart when the host stopped between them', async () => {
    const monitor = new MemoryScheduleMonitor();
    const first = timerApp('0 0 * * * *', {}, fail, { retry, monitor });
    first.timer.start();
    await first.pass(3600 * SECOND);
    first.timer.stop();
    first.inFlight.close();
    await first.pass(60 * SECOND);
    const second = timerApp('0 0 * * * *', {}, undefined, { monitor, now: first.clock.now() });
    second.timer.start();
    await settled();
    expect([first.runs.length, second.runs.length]).toEqual([1, 1]);
  });

  it('is idle between them, so that time can be skipped', async () => {
    const { timer, inFlight, pass } = timerApp('*/2 * * * * *', {}, fail, { retry });
    timer.start();
    await pass(2 * SECOND);
    expect(inFlight.isIdle).toBe(true);
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
