import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestHost, type TestHost, type WaitCondition } from '../../src/testing';
import { fixtureApp } from './apps';

const mug = { quantity: 2, to: 'Ann' };
let host: TestHost;

beforeEach(async () => {
  host = await startTestHost(fixtureApp('shop'), { startTime: '2026-01-01' });
});
afterEach(() => host.stop());

describe('waiting for an instance', () => {
  it('ends with a status', async () => {
    const order = await host.start('order', mug);
    await order.raiseEvent('approved');
    const status = await order.waitFor({ status: 'Completed' });
    expect(status.output).toEqual({ outcome: 'shipped', chargeId: 'real-200' });
  });

  it('ends with a step while that runs', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<object>();
    await host.fake('chargeCard', () => released);
    const order = await host.start('order', mug);
    const status = await order.waitFor({ step: 'chargeCard' });
    expect(status).toMatchObject({ runtimeStatus: 'Running', customStatus: { phase: 'paying' } });
    expect(await host.calls('chargeCard')).toMatchObject([{ outcome: 'running' }]);
    release({ chargeId: 'late' });
    await order.waitFor({ customStatus: { chargeId: 'late' } });
  });

  it('sees a custom status that lasts for one turn only', async () => {
    const order = await host.start('order', mug);
    const status = await order.waitFor({ customStatus: { phase: 'paying' } });
    expect(status.customStatus).toStrictEqual({ phase: 'paying', to: 'Ann' });
  });

  it('sees what has been before it was asked for', async () => {
    const order = await host.start('order', mug);
    await host.settled();
    await order.waitFor({ step: 'priceOrder', status: 'Running' });
    await order.waitFor({ customStatus: { phase: 'approving' } });
  });

  it('asks a function about the custom status, and passes on what that throws', async () => {
    const order = await host.start('order', mug);
    const status = await order.waitFor({ customStatus: ({ phase }: { phase: string }) => phase.startsWith('app') });
    expect(status.customStatus).toMatchObject({ phase: 'approving' });
    const broken = () => {
      throw new TypeError('no such field');
    };
    await expect(order.waitFor({ customStatus: broken })).rejects.toThrow(new TypeError('no such field'));
  });

  it.each([
    [{ phase: 'approv' }],
    [{ phase: 'approving', more: 1 }],
    [['approving']],
    ['approving'],
    [{ to: ['Ann'] }],
  ])('does not take another custom status for %j', async (customStatus) => {
    const order = await host.start('order', mug);
    await host.settled();
    await expect(order.waitFor({ customStatus })).rejects.toThrow(
      `It never came to customStatus ${JSON.stringify(customStatus)}: order (`,
    );
  });

  it('compares lists as a whole', async () => {
    const counter = await host.start('counter', 3);
    await counter.waitFor({ customStatus: { rounds: [1, 2, 3] } });
    for (const rounds of [[1, 2], [1, 2, 3, 4], [3, 2, 1], { 0: 1 }]) {
      await expect(counter.waitFor({ customStatus: { rounds } })).rejects.toThrow('It never came to customStatus');
    }
  });

  it('needs everything that is named at the same time', async () => {
    const order = await host.start('order', mug);
    await expect(order.waitFor({ step: 'priceOrder', status: 'Failed' })).rejects.toThrow(
      'It never came to status Failed with step priceOrder: order (',
    );
  });

  it('lets no time pass, and says what is waited for', async () => {
    const order = await host.start('order', mug, { instanceId: 'o' });
    await expect(order.waitFor({ step: 'parcel' })).rejects.toThrow(
      'It never came to step parcel: order ("o") is still Running, nothing runs, and it waits for a timer due at ' +
        '2026-01-04T00:00:00.000Z, or the event "approved": raise the event or skip time. ' +
        'Its steps: priceOrder, @stock@mug.take, chargeCard.',
    );
    expect(await host.now()).toEqual(new Date('2026-01-01'));
  });

  it('lets time pass when told to, and no longer than needed', async () => {
    const order = await host.start('order', mug);
    await host.start('leavesTimer');
    await order.waitFor({ status: 'Completed', skipTime: true });
    expect(await order.result()).toEqual({ outcome: 'expired' });
    expect(await host.now()).toEqual(new Date('2026-01-04'));
  });

  it('lets no time pass after that, either', async () => {
    const order = await host.start('order', mug);
    await order.waitFor({ step: 'chargeCard', skipTime: true });
    for (let look = 0; look < 5; look++) await host.settled();
    expect(await host.now()).toEqual(new Date('2026-01-01'));
  });

  it('lets time pass while an entity is held by another instance', async () => {
    await host.start('holder');
    await host.settled();
    const critical = await host.start('critical');
    await expect(critical.result()).rejects.toThrow('nothing runs, and it waits for the lock of a critical section.');
    await critical.waitFor({ status: 'Completed', skipTime: true });
    expect(await host.now()).toEqual(new Date('2026-01-01T01:00:00Z'));
    expect(await critical.steps()).toEqual(['@stock@a.lock', '@stock@a.add']);
  });

  it('lets time pass up to a limit', async () => {
    const order = await host.start('order', mug);
    const inVain = order.waitFor({ status: 'Completed', skipTime: { hours: 71 } });
    await expect(inVain).rejects.toThrow('It never came to status Completed: ');
    expect((await host.now()).getTime()).toBeLessThanOrEqual(Date.parse('2026-01-03T23:00:00Z'));
    await order.waitFor({ status: 'Completed', skipTime: { hours: 72 } });
  });

  it('does not go on when the instance has ended otherwise', async () => {
    await host.fake('chargeCard', { fails: 'always', error: 'no money' });
    const order = await host.start('order', mug, { instanceId: 'o' });
    await host.start('leavesTimer');
    await expect(order.waitFor({ step: 'parcel', skipTime: true })).rejects.toThrow(
      /^It never came to step parcel: order \("o"\) has failed: .*no money/s,
    );
    expect((await host.now()).getTime()).toBeLessThan(Date.parse('2026-01-02'));
  });

  it('works for an instance that something else starts', async () => {
    const order = await host.start('order', mug);
    const waiting = host.instance('p').waitFor({ status: 'Completed' });
    await expect(waiting).rejects.toThrow('There is no instance "p".');
    await order.raiseEvent('approved');
    await order.waitFor({ step: 'parcel' });
  });

  it.each([
    [{}, 'condition: name a status, a step or a customStatus to wait for'],
    [{ status: 'Done' }, 'condition.status: '],
    [{ step: 'x', within: 3 }, 'condition: Unrecognized key: "within"'],
  ])('is refused with %j', async (condition, message) => {
    const order = await host.start('order', mug);
    // A mistake that plain JavaScript allows.
    await expect(order.waitFor(condition as WaitCondition)).rejects.toThrow(message);
  });
});

describe('what an unfinished instance waits for', () => {
  it.each([
    ['the next attempt', 'failing', 'attempt 2 of refuse at 2026-01-01T01:00:00.000Z: skip time.'],
    ['an event once for each wait', 'counter', 'the event "go": raise the event.'],
  ])('is told: %s', async (_, name, sentence) => {
    const instance = await host.start(name, 3);
    await host.settled();
    await expect(instance.result()).rejects.toThrow(`nothing runs, and it waits for ${sentence}`);
  });

  it('no longer has an event that has arrived', async () => {
    const counter = await host.start('counter', 3);
    await counter.raiseEvent('go');
    await expect(counter.result()).rejects.toThrow('waits for the event "go": raise the event.');
    await counter.raiseEvent('go');
    expect(await counter.result()).toBe(3);
  });
});
