/** What is told of stories that really run: each thing that happened once, however often its history was replayed. */
import { describe, expect, it, jest } from '@jest/globals';
import { aTrip, withOffers } from '../support/a-trip';
import { anExpensiveOrder, anOrder } from '../support/an-order';
import { type App, startApp } from '../support/app';
import { Collector } from '../support/collector';
import { DAY_MS, SECOND_MS } from '../../src/shared/durations';

// Every test has a host of its own, which takes seconds to start on a machine that is busy.
jest.setTimeout(90_000);

/** Nothing here is told by a look at what waits, and looks once a minute would make four days long. */
const neverLooking = { MONITORING__SCHEDULE: '0 0 0 1 1 *', MONITORING__STUCK_SCHEDULE: '0 0 0 1 1 *' };

/** Runs a story on an app that ends then, and so has sent all that it tells. */
async function toldOf(story: (app: App) => Promise<void>, expected: (told: Collector) => void): Promise<void> {
  await using collector = await Collector.open();
  {
    await using app = await startApp({ ...collector.env, ...neverLooking });
    await story(app);
  }
  expected(collector);
}

describe('a purchase that is retried and undone', () => {
  it('is counted once, and so is each of its attempts, faults and undos', async () => {
    const story = async (app: App) => {
      const purchase = await app.buy(anOrder({ cardToken: 'tok_capture_declined+void_flaky_2' }));
      await app.host.skip({ hours: 1 });
      expect(await purchase.result()).toMatchObject({ outcome: 'rejected' });
    };
    await toldOf(story, (told) => {
      const purchase = { name: 'purchase', version: 2 };
      expect(told.values('started')).toEqual([{ ...purchase, value: 1 }]);
      expect(told.values('ended')).toEqual([{ ...purchase, outcome: 'rejected', value: 1 }]);
      expect(told.values('duration')).toEqual([{ ...purchase, outcome: 'rejected', value: 1 }]);
      const [capture, giveBack] = ['payments.capture', 'payments.void'].map((step) => ({ name: 'purchase', step }));
      expect(told.values('step.attempts')).toEqual(
        expect.arrayContaining([
          { ...capture, compensation: false, value: 1 },
          { ...giveBack, compensation: true, value: 3 },
        ]),
      );
      const fault = { 'error.type': 'service.unavailable' };
      expect(told.values('step.failures')).toEqual([{ ...giveBack, compensation: true, ...fault, value: 2 }]);
      expect(told.values('compensations')).toEqual([{ name: 'purchase', outcome: 'undone', value: 2 }]);
      expect(told.messages('step.failed').map((each) => each['business_process.step.attempt'])).toEqual([1, 2]);
      expect(told.messages('process.ended')).toMatchObject([{ 'business_process.outcome': 'rejected' }]);
    });
  });
});

describe('an approval that nobody decides', () => {
  it('is counted as expired, and not as decided, with its age', async () => {
    const story = async (app: App) => {
      await app.buy(anExpensiveOrder());
      await app.host.skip({ days: 4 });
    };
    await toldOf(story, (told) => {
      const approval = { name: 'purchase', step: 'approval' };
      expect(told.values('approvals.expired')).toEqual([{ ...approval, value: 1 }]);
      expect(told.values('approvals.decided')).toEqual([]);
      expect(told.values('approvals.wait')).toEqual([{ ...approval, outcome: 'expired', value: 1 }]);
      expect(told.values('sla.breaches')).toEqual([{ ...approval, 'sla.limit': 'expiry', value: 1 }]);
      const age = { 'business_process.duration': (3 * DAY_MS) / SECOND_MS };
      expect(told.messages('approval.expired')).toMatchObject([age]);
    });
  });
});

describe('an undo that keeps failing', () => {
  it('is counted as one intervention and one undo that failed', async () => {
    const story = async (app: App) => {
      await app.buy(anOrder({ cardToken: 'tok_capture_declined+void_flaky_16' }));
      await app.host.skip({ hours: 6 });
    };
    await toldOf(story, (told) => {
      const item = { name: 'purchase', step: 'payments.void', compensation: true };
      expect(told.values('interventions.opened')).toEqual([{ ...item, value: 1 }]);
      expect(told.values('compensations')).toContainEqual({ name: 'purchase', outcome: 'failed', value: 1 });
      expect(told.messages('intervention.opened')).toMatchObject([{ 'business_process.step': 'payments.void' }]);
    });
  });
});

describe('a circuit', () => {
  it('is told of each time it opens, also after a probe that failed, and once when it closes', async () => {
    const story = async (app: App) => {
      const parts = withOffers({ hotel: 'OUTAGE+RELEASE-FLAKY-1' });
      await app.host.start('trip-booking', await aTrip(app, { parts }));
      await app.host.skip({ minutes: 10 });
      expect(await app.host.entity('circuitBreaker', 'hotels').state()).toMatchObject({ state: 'closed' });
    };
    await toldOf(story, (told) => {
      const hotels = expect.objectContaining({ 'business_process.service': 'hotels' });
      expect(told.messages('circuit.opened')).toEqual([hotels, hotels]);
      expect(told.messages('circuit.closed')).toEqual([hotels]);
    });
  });
});
