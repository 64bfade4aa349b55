import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { ReplayDivergence, replayHistory, startTestHost, type TestHost, type TestInstance } from '../../src/testing';
import { temporaryFolders } from '../store/temporary-folder';
import { fixtureApp } from './apps';

const shop = fixtureApp('shop');
const mug = { quantity: 2, to: 'Ann' };
const newFolder = temporaryFolders();

type Story = readonly [name: string, input: unknown, live?: (host: TestHost, instance: TestInstance) => Promise<void>];

const stories: Readonly<Record<string, Story>> = {
  shipped: ['order', mug, (_, order) => order.raiseEvent('approved')],
  expired: ['order', mug, (host) => host.skip({ days: 3 })],
  waiting: ['order', mug],
  retried: [
    'order',
    mug,
    async (host, order) => {
      await host.skip({ hours: 1 });
      await order.raiseEvent('approved');
    },
  ],
  terminated: ['order', mug, (_, order) => order.terminate('enough')],
  suspended: [
    'order',
    mug,
    async (host, { id }) => {
      const control = (verb: string) =>
        host.fetch(`/runtime/webhooks/durabletask/instances/${id}/${verb}`, { method: 'POST' });
      await control('suspend');
      await host.instance(id).raiseEvent('approved');
      await host.settled();
      await control('resume');
    },
  ],
  failing: ['failing', null, (host) => host.skip({ hours: 1 })],
  unknownStep: ['unknownStep', null],
  leavesTimer: ['leavesTimer', null, (host) => host.skip({ days: 30 })],
  counter: ['counter', 1, (_, counter) => counter.raiseEvent('go')],
  critical: ['critical', null],
  poller: ['poller', null, (host) => host.skip({ hours: 1 })],
};

let folder: string;
const fileOf = (story: string) => join(folder, 'recorded', `${story}.json`);

beforeAll(async () => {
  folder = newFolder();
  for (const [story, [name, input, live]] of Object.entries(stories)) {
    await using host = await startTestHost(shop, { startTime: '2026-01-01' });
    await host.fake('BuiltIn::HttpActivity', (_, { count }) =>
      count === 1 ? { statusCode: 202, headers: { Location: '/jobs/2' } } : { statusCode: 200, content: 'ready' },
    );
    if (story === 'retried') await host.fake('chargeCard', { fails: 1 });
    const instance = await host.start(name, input, { instanceId: story });
    await host.settled();
    await live?.(host, instance);
    await instance.recordHistory(fileOf(story));
  }
}, 60_000);

async function divergence(story: string, change: string, strict = false): Promise<ReplayDivergence> {
  const replayed = replayHistory(shop, fileOf(story), { env: { CHANGE: change }, strict });
  const error = await replayed.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ReplayDivergence) return error;
  throw new Error(`There was no divergence: ${String(error)}`);
}

describe('a recording', () => {
  it('holds what it was made of', () => {
    const recording: unknown = JSON.parse(readFileSync(fileOf('shipped'), 'utf8'));
    expect(recording).toMatchObject({
      name: 'order',
      instanceId: 'shipped',
      runtimeStatus: 'Completed',
      input: mug,
      output: { outcome: 'shipped', chargeId: 'real-200' },
      versions: { 'durable-functions': '3.5.0', node: process.versions.node },
    });
  });

  it('names files of the app as on any machine', () => {
    const text = readFileSync(fileOf('failing'), 'utf8');
    expect(text).toMatch(/at \S* ?\(?index\.js:\d+/);
    expect(text).not.toContain(shop);
  });

  it.each([
    ['is not there', undefined, /ENOENT/],
    ['is no JSON', '{', /order\.json is not a recorded history: it is not JSON /],
    ['is something else', '{ "format": 2 }', /order\.json is not a recorded history: format: /],
  ])('is refused when it %s', async (_, text, message) => {
    const file = join(newFolder(), 'order.json');
    if (text !== undefined) writeFileSync(file, text);
    await expect(replayHistory(shop, file)).rejects.toThrow(message);
  });

  it('is refused for an instance that does not exist', async () => {
    await using host = await startTestHost(shop);
    await expect(host.instance('none').recordHistory(fileOf('none'))).rejects.toThrow('There is no instance "none".');
  });
});

describe('replaying a recording against the code that made it', () => {
  it.each([
    ['shipped', 'Completed', 6],
    ['expired', 'Completed', 5],
    ['waiting', 'Running', 5],
    ['retried', 'Completed', 6],
    ['terminated', 'Terminated', 5],
    ['suspended', 'Completed', 6],
    ['failing', 'Failed', 3],
    ['unknownStep', 'Failed', 1],
    ['leavesTimer', 'Completed', 3],
    ['counter', 'Running', 3],
    ['critical', 'Completed', 3],
    ['poller', 'Completed', 1],
  ])('agrees, in every detail: %s', async (story, status, steps) => {
    expect(JSON.parse(readFileSync(fileOf(story), 'utf8'))).toMatchObject({ runtimeStatus: status });
    expect(await replayHistory(shop, fileOf(story), { strict: true })).toMatchObject({ steps });
  });

  it('runs no activity, and can be done on a host that runs already', async () => {
    await using host = await startTestHost(shop);
    expect(await host.replay(fileOf('shipped'))).toEqual({ turns: 6, steps: 6 });
    expect(await host.calls('priceOrder')).toEqual([]);
    expect(await host.instance('shipped').status()).toBeUndefined();
  });
});

describe('replaying a recording against changed code', () => {
  it('shows the first step of a changed order', async () => {
    const file = fileOf('shipped');
    const error = await divergence('shipped', 'swapped');
    expect(error).toMatchObject({ name: 'ReplayDivergence', turn: 1, step: 1 });
    expect(error.message).toBe(
      [
        `Orchestrator "order" does not do what it did in ${file}.`,
        'First difference: turn 1 of 6, step 1',
        '  expected: activity priceOrder',
        '  actual:   entity call @stock@mug.take',
        '  it is the first step',
        'Instances that are under way when such a change is deployed fail: give the changed process a new version.',
      ].join('\n'),
    );
  });

  it.each([
    ['a step left out', 'shipped', 'dropped', 2, 2, 'entity call @stock@mug.take', /^activity chargeCard \(up to 2/],
    ['a step more', 'shipped', 'added', 6, 7, /^the end, with {"outcome":"shipped"/, 'activity notify'],
    ['an end before its time', 'shipped', 'early', 5, 6, 'sub-orchestration parcel', /^the end, with {"outcome"/],
    ['another kind of step', 'shipped', 'unretried', 3, 3, /^activity chargeCard \(up to 2/, /^activity chargeCard$/],
    ['a new start', 'shipped', 'again', 5, 6, 'sub-orchestration parcel', 'a new start (continue-as-new)'],
    ['a failure', 'shipped', 'throws', 3, 3, /^activity chargeCard/, /^a failure: .*not today/],
    ['a change of an unfinished one', 'waiting', 'dropped', 2, 2, 'entity call @stock@mug.take', /^activity charge/],
    ['an activity that is gone', 'counter', 'activityGone', 1, 1, 'activity notify', /^a failure: .*'notify' doesn't/],
  ])('finds %s', async (_, story, change, turn, step, expected, actual) => {
    const error = await divergence(story, change);
    expect(error).toMatchObject({ turn, step });
    expect(error.expected).toMatch(expected);
    expect(error.actual).toMatch(actual);
  });

  it('names the steps that agree', async () => {
    const { message } = await divergence('shipped', 'early');
    expect(message).toContain(
      '  after:    activity priceOrder, entity call @stock@mug.take, activity chargeCard (up to 2 attempts), ' +
        'wait for the event "approved", timer\n',
    );
  });

  it.each([
    [
      'otherInput',
      'activity priceOrder with {"quantity":2}',
      'activity priceOrder with {"quantity":2,"currency":"EUR"}',
    ],
    ['otherOutput', 'the end, with {"outcome":"shipped"', 'the end, with {"outcome":"sent"'],
  ])('minds details only when it is strict: %s', async (change, expected, actual) => {
    await replayHistory(shop, fileOf('shipped'), { env: { CHANGE: change } });
    const error = await divergence('shipped', change, true);
    expect(error.expected).toContain(expected);
    expect(error.actual).toContain(actual);
  });

  it('says that the orchestrator is gone', async () => {
    await expect(replayHistory(shop, fileOf('shipped'), { env: { CHANGE: 'renamed' } })).rejects.toThrow(
      'The app has no orchestrator "order". It has: parcel, failing, ',
    );
  });
});
