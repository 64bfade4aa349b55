/** Orchestrators that both engines must tell alike. */
import type { Library, Performance, Story } from './dialect';
import { program } from './random-story';

const MINUTE = 60_000;

const stories = {
  program,
  *sequence(say, input) {
    const first = yield say.activity('double', input);
    const second = yield say.activity('double', first);
    return [first, second];
  },
  *fanOut(say) {
    return yield say.all([1, 2, 3, 4].map((each) => say.activity('double', each)));
  },
  *fanOutWithFailure(say) {
    return yield say.all([say.activity('double', 1), say.activity('fail', 'one of many'), say.activity('double', 2)]);
  },
  *nothing(say) {
    yield* [];
    return say.instanceId;
  },
  *uncaught(say) {
    yield say.activity('fail', 'not caught');
  },
  *thrownByItself() {
    yield* [];
    throw new Error('[fault: thrown by the story]');
  },
  *caught(say) {
    try {
      yield say.activity('fail', 'caught');
      return 'not reached';
    } catch {
      return yield say.activity('double', 21);
    }
  },
  *retrySucceeds(say) {
    return yield say.activity('failTwice', 'x', { firstDelayMs: 1000, attempts: 3 });
  },
  *retryGivesUp(say) {
    try {
      return yield say.activity('failTwice', 'x', { firstDelayMs: 1000, attempts: 2 });
    } catch {
      return 'gave up';
    }
  },
  *timers(say) {
    yield say.timer(MINUTE);
    yield say.all([say.timer(3 * MINUTE), say.timer(2 * MINUTE)]);
    return 'late';
  },
  *raceWonByWork(say) {
    const timer = say.timer(60 * MINUTE);
    const work = say.activity('double', 4);
    const winner = yield say.any([timer, work]);
    timer.cancel();
    return winner === work ? say.resultOf(work) : 'timeout';
  },
  *raceWonByTime(say) {
    const timer = say.timer(MINUTE);
    const event = say.event('Never');
    return (yield say.any([timer, event])) === timer ? 'timeout' : 'event';
  },
  *approval(say) {
    const deadline = say.timer(60 * MINUTE);
    const decision = say.event('Decision');
    if ((yield say.any([decision, deadline])) !== decision) return 'expired';
    deadline.cancel();
    return say.resultOf(decision);
  },
  *events(say) {
    const one = yield say.event('A');
    const two = yield say.event('B');
    const three = yield say.event('A');
    return [one, two, three];
  },
  *family(say) {
    const doubled = yield say.child('sequence', 3, { id: 'the-child' });
    const greeted = yield say.child('nothing', null, { id: 'the-other-child' });
    return [doubled, greeted];
  },
  *childFails(say) {
    try {
      yield say.child('uncaught', null);
      return 'not reached';
    } catch {
      return 'child failed';
    }
  },
  *progress(say) {
    say.customStatus({ step: 1 });
    yield say.activity('double', 1);
    say.customStatus({ step: 2 });
    return 'done';
  },
  *countdown(say, input) {
    const left = Number(input);
    const seen = yield say.activity('double', left);
    if (left > 0) say.continueAsNew(left - 1);
    return seen;
  },
  *collector(say, input) {
    const [left, seen] = input as [number, unknown[]]; // what the performance and the line below hand over
    const value = yield say.event('Item');
    if (left === 1) return [...seen, value];
    say.continueAsNew([left - 1, [...seen, value]]);
    return undefined;
  },
} satisfies Record<string, Story>;

export const library: Library = {
  stories,
  activities: {
    double: (input) => Number(input) * 2,
    fail: (input) => {
      throw new Error(`[fault: ${String(input)}]`);
    },
    failAtFirst: (input, attempt) => {
      const [failures] = input as [number, number]; // what the random stories hand over
      if (attempt <= failures) throw new Error(`[fault: ${attempt} of ${failures}]`);
      return attempt;
    },
    failTwice: (input, attempt) => {
      if (attempt <= 2) throw new Error(`[fault: attempt ${attempt}]`);
      return `${String(input)} at attempt ${attempt}`;
    },
  },
};

const raise = (event: string, value: unknown) => ({ do: 'raise', event, value }) as const;
const pass = (ms: number) => ({ do: 'pass', ms }) as const;

/** Each with what it is to show. */
export const performances: readonly (Performance & { readonly shows: string })[] = [
  { shows: 'activities in sequence', story: 'sequence', input: 5 },
  { shows: 'a fan-out', story: 'fanOut' },
  { shows: 'a fan-out of which one fails', story: 'fanOutWithFailure' },
  { shows: 'an orchestrator without steps', story: 'nothing' },
  { shows: 'an activity that fails', story: 'uncaught' },
  { shows: 'an orchestrator that throws', story: 'thrownByItself' },
  { shows: 'a failure that is caught', story: 'caught' },
  { shows: 'a retry that succeeds', story: 'retrySucceeds' },
  { shows: 'a retry that gives up', story: 'retryGivesUp' },
  { shows: 'timers one after the other and side by side', story: 'timers' },
  { shows: 'a race that the work wins', story: 'raceWonByWork' },
  { shows: 'a race that time wins', story: 'raceWonByTime' },
  { shows: 'an approval in time', story: 'approval', deeds: [pass(MINUTE), raise('Decision', { approved: true })] },
  { shows: 'an approval that is never given', story: 'approval' },
  {
    shows: 'events before anybody waits for them, and out of order',
    story: 'events',
    deeds: [raise('B', 2), raise('A', 1), raise('A', 3)],
  },
  { shows: 'sub-orchestrations', story: 'family' },
  { shows: 'a sub-orchestration that fails', story: 'childFails' },
  { shows: 'a custom status', story: 'progress' },
  { shows: 'an orchestrator that continues as new', story: 'countdown', input: 3 },
  {
    shows: 'events for one that continues as new',
    story: 'collector',
    input: [3, []],
    deeds: [raise('Item', 'a'), raise('Item', 'b'), raise('Item', 'c')],
  },
  { shows: 'a termination', story: 'approval', deeds: [{ do: 'terminate', reason: 'enough' }] },
  {
    shows: 'an event while it is suspended',
    story: 'approval',
    deeds: [{ do: 'suspend' }, raise('Decision', 'yes'), { do: 'resume' }],
  },
  { shows: 'a suspension that lasts', story: 'events', deeds: [{ do: 'suspend' }, raise('A', 1), raise('B', 2)] },
];
