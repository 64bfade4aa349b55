import { describe, expect, it } from '@jest/globals';
import { begin, raise, startWordsApp, statusOf, stepsOf } from '../support/words-app';

const HOUR_MS = 3_600_000;

describe('a deadline around a saga', () => {
  it('undoes what was done when it passes, and not before', async () => {
    await using host = await startWordsApp();
    const story = await begin(host, 'limited', { withinMs: 2 * HOUR_MS });
    await host.skip({ hours: 1, minutes: 59 });
    expect(await host.calls('desk.undo')).toHaveLength(0);
    await host.skip({ minutes: 1 });
    expect(await story.result()).toBe('expired');
    expect(await host.calls('desk.undo')).toHaveLength(1);
    expect(await stepsOf(host, story.id)).toEqual([
      ...['all of it expired', 'desk.work done', 'a day expired', 'desk.undo done'],
    ]);
  });

  it('goes on undoing for as long as that takes', async () => {
    await using host = await startWordsApp();
    await host.fake('desk.undo', { fails: 2, then: { outcome: 'done' } });
    const story = await begin(host, 'limited', { withinMs: HOUR_MS });
    await host.skip({ hours: 1 });
    expect(await statusOf(host, story.id)).toBe('Running');
    await host.skip({ seconds: 3 });
    expect(await story.result()).toBe('expired');
    expect(await host.calls('desk.undo')).toHaveLength(3);
  });

  it('changes nothing when the story ends in time, and leaves no timer behind', async () => {
    await using host = await startWordsApp();
    const story = await begin(host, 'limited', { withinMs: 48 * HOUR_MS });
    await host.skip({ hours: 24 });
    expect(await statusOf(host, story.id)).toBe('Completed');
    expect(await story.result()).toBe('done');
    expect(await host.calls('desk.undo')).toHaveLength(0);
  });
});

describe('a race between a timer and an event', () => {
  it('is won by the event when it comes first, and the timer holds nobody up', async () => {
    await using host = await startWordsApp();
    const contest = await begin(host, 'contest');
    await host.skip({ minutes: 59 });
    await raise(host, contest.id, 'bellRung', { by: 'ada' });
    expect(await statusOf(host, contest.id)).toBe('Completed');
    expect(await contest.result()).toEqual({ winner: 'bell', value: { outcome: 'received', event: { by: 'ada' } } });
    expect(await stepsOf(host, contest.id)).toEqual(['bell received', 'alarm raceLost']);
  });

  it('is won by the timer when nothing comes', async () => {
    await using host = await startWordsApp();
    const contest = await begin(host, 'contest');
    await host.skip({ hours: 1 });
    expect(await statusOf(host, contest.id)).toBe('Completed');
    expect(await contest.result()).toEqual({ winner: 'alarm' });
    expect(await stepsOf(host, contest.id)).toEqual(['bell raceLost', 'alarm done']);
  });

  it('is not won by an event of another form', async () => {
    await using host = await startWordsApp();
    const contest = await begin(host, 'contest');
    await raise(host, contest.id, 'bellRung', { by: 7 });
    expect(await statusOf(host, contest.id)).toBe('Running');
    await host.skip({ hours: 1 });
    expect(await contest.result()).toEqual({ winner: 'alarm' });
  });
});
