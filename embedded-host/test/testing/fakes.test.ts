import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestHost, type TestHost } from '../../src/testing';
import { fixtureApp } from './apps';

const mug = { quantity: 2, to: 'Ann' };
let host: TestHost;

beforeEach(async () => {
  host = await startTestHost(fixtureApp('shop'), { startTime: '2026-01-01' });
});
afterEach(() => host.stop());

describe('a fake activity', () => {
  it('fails so many times, and then gives a value', async () => {
    await host.fake('chargeCard', { fails: 1, then: { chargeId: 'fake' } });
    const order = await host.start('order', mug);
    await host.skip({ hours: 1 });
    expect((await order.status())?.customStatus).toMatchObject({ phase: 'approving', chargeId: 'fake' });
    expect((await order.steps()).filter((step) => step === 'chargeCard')).toHaveLength(2);
  });

  it('fails, and then lets the real one run', async () => {
    await host.fake('CHARGECARD', { fails: 1 });
    const order = await host.start('order', mug);
    await host.skip({ hours: 1 });
    expect((await order.status())?.customStatus).toMatchObject({ chargeId: 'real-200' });
  });

  it('fails always, with the error it is given', async () => {
    await host.fake('chargeCard', { fails: 'always', error: 'the bank is closed' });
    const order = await host.start('order', mug);
    await host.skip({ hours: 2 });
    await expect(order.result()).rejects.toThrow('the bank is closed');
    expect(await host.calls('chargeCard')).toHaveLength(2);
  });

  it('is a function in the thread of the test, with what the step was given', async () => {
    const seen: unknown[] = [];
    await host.fake('priceOrder', ({ quantity }: { quantity: number }, { name, instanceId, attempt, count }) => {
      seen.push({ quantity, name, instanceId, attempt, count });
      return { cents: 7 };
    });
    const order = await host.start('order', mug, { instanceId: 'o' });
    await order.waitFor({ customStatus: { chargeId: 'real-7' } });
    expect(seen).toStrictEqual([{ quantity: 2, name: 'priceOrder', instanceId: 'o', attempt: 1, count: 1 }]);
  });

  it('fails with what its function throws, and tells attempts from executions', async () => {
    const seen: unknown[] = [];
    await host.fake('chargeCard', (_, { attempt, count }) => {
      seen.push([attempt, count]);
      if (attempt === 1) throw new Error('not at once');
      return { chargeId: 'later' };
    });
    await host.start('order', mug);
    await host.start('order', mug);
    await host.skip({ hours: 1 });
    expect(seen).toEqual([
      [1, 1],
      [1, 2],
      [2, 3],
      [2, 4],
    ]);
  });

  it('can run the real one and lose its answer', async () => {
    await host.fake('chargeCard', async (_, { real, count }) => {
      const result = await real();
      if (count === 1) throw new Error('the answer is lost');
      return result;
    });
    const order = await host.start('order', mug);
    await host.skip({ hours: 1 });
    expect((await order.status())?.customStatus).toMatchObject({ chargeId: 'real-200' });
    expect((await host.calls('chargeCard')).map(({ error }) => error)).toEqual(['the answer is lost', undefined]);
  });

  it('can run the real one with another input, and passes its failure on', async () => {
    await host.fake('priceOrder', (input: object, { real }) => real({ ...input, quantity: 5 }));
    await host.fake('refuse', (_, { real }) => real());
    const order = await host.start('order', mug);
    const failing = await host.start('failing');
    await host.skip({ hours: 1 });
    expect((await order.status())?.customStatus).toMatchObject({ chargeId: 'real-500' });
    await expect(failing.result()).rejects.toThrow('gave up');
    expect((await host.calls('refuse')).map(({ error }) => error)).toEqual(['really refused', 'really refused']);
  });

  it('counts as under way until it has answered', async () => {
    await host.fake('priceOrder', async () => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { cents: 1 };
    });
    const order = await host.start('order', mug);
    await host.settled();
    expect((await order.status())?.customStatus).toMatchObject({ phase: 'approving' });
  });

  it('may give nothing', async () => {
    await host.fake('notify', () => undefined);
    const counter = await host.start('counter', 3);
    await counter.waitFor({ status: 'Running', step: 'notify' });
    await host.settled();
    expect(await host.calls('notify')).toMatchObject([{ outcome: 'completed', result: null }]);
  });

  it('stands for callHttp, too', async () => {
    await host.fake('BuiltIn::HttpActivity', ({ uri }: { uri: string }) => ({ statusCode: 200, content: uri }));
    const poller = await host.start('poller');
    expect(await poller.result()).toBe('http://shop.invalid/jobs/1');
  });

  it('is replaced by the next, and taken away by unfake', async () => {
    const charge = async (): Promise<unknown> => {
      const order = await host.start('order', mug);
      await host.settled();
      return (await order.status())?.customStatus;
    };
    await host.fake('chargeCard', { then: { chargeId: 'first' } });
    await host.fake('chargeCard', { then: { chargeId: 'second' } });
    expect(await charge()).toMatchObject({ chargeId: 'second' });
    await host.unfake('chargecard');
    expect(await charge()).toMatchObject({ chargeId: 'real-200' });
    await host.fake('chargeCard', { then: { chargeId: 'third' } });
    await host.unfake();
    expect(await charge()).toMatchObject({ chargeId: 'real-200' });
  });

  it.each([
    [{ fail: 1 }, 'fake: Unrecognized key: "fail"'],
    [{ fails: -1 }, 'fake.fails: '],
  ])('is refused when it is %j', async (fake, message) => {
    // A mistake that plain JavaScript allows.
    await expect(host.fake('chargeCard', fake as object)).rejects.toThrow(message);
  });

  it('is refused for an activity that the app does not have', async () => {
    const refusal = /^The app has no activity "chargeCart"\. It has: priceOrder, chargeCard, /;
    await expect(host.fake('chargeCart', {})).rejects.toThrow(refusal);
    await expect(host.unfake('chargeCart')).rejects.toThrow(refusal);
    await expect(host.calls('chargeCart')).rejects.toThrow(refusal);
  });
});

describe('the calls of an activity', () => {
  it('tell inputs, attempts, times and ends, of real and fake ones', async () => {
    await host.fake('chargeCard', { fails: 1, error: 'once' });
    await host.start('order', mug, { instanceId: 'o' });
    await host.skip({ hours: 1 });
    const call = { instanceId: 'o', input: { cents: 200 } };
    expect(await host.calls('chargecard')).toStrictEqual([
      { ...call, attempt: 1, at: '2026-01-01T00:00:00.000Z', outcome: 'failed', error: 'once' },
      { ...call, attempt: 2, at: '2026-01-01T01:00:00.000Z', outcome: 'completed', result: { chargeId: 'real-200' } },
    ]);
    expect(await host.calls('notify')).toEqual([]);
  });

  it('show one that runs', async () => {
    await host.fake('priceOrder', async () => {
      expect(await host.calls('priceOrder')).toMatchObject([{ outcome: 'running', input: { quantity: 2 } }]);
      return { cents: 3 };
    });
    const order = await host.start('order', mug);
    await order.waitFor({ customStatus: { chargeId: 'real-3' } });
  });
});
