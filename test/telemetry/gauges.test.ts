/** How it looks on a host, by what the app says when it looks. */
import { describe, expect, it, jest } from '@jest/globals';
import { registeredProcesses, subProcesses } from '../../src/registered-processes';
import { aTrip, withOffers } from '../support/a-trip';
import { anExpensiveOrder, anOrder } from '../support/an-order';
import { type App, startApp } from '../support/app';
import { Collector } from '../support/collector';

// Every test has a host of its own, which takes seconds to start on a machine that is busy.
jest.setTimeout(90_000);

const processes = [...registeredProcesses.map(({ process }) => process), ...subProcesses].map(
  ({ contract }) => contract.name,
);

interface Watched {
  readonly app: App;
  /** Lets so much time pass that the app looks, and its values arrive. */
  readonly look: () => Promise<void>;
  /** Of a process or a service. */
  readonly value: (metric: string, of?: string) => unknown;
}

interface Pace {
  readonly schedule: string;
  readonly seconds: number;
}

/** Long waits would be looked at each minute otherwise. */
const slowly: Pace = { schedule: '0 */10 * * * *', seconds: 1_200 };
const quickly: Pace = { schedule: '*/2 * * * * *', seconds: 4 };

async function watch(story: (watched: Watched) => Promise<void>, { schedule, seconds } = slowly): Promise<void> {
  await using collector = await Collector.open();
  await using app = await startApp({ ...collector.env, MONITORING__SCHEDULE: schedule });
  const value = (metric: string, of = 'purchase') =>
    collector.values(metric).find(({ name, service }) => (name ?? service) === of)?.['value'];
  const look = async () => {
    await app.host.skip({ seconds });
    await collector.next('/v1/metrics');
  };
  await story({ app, look, value });
}

describe('the gauges', () => {
  it('say 0 of each process for which there is nothing, so that an alert can resolve', () =>
    watch(async ({ look, value }) => {
      await look();
      const gauges = ['approvals.waiting', 'approvals.oldest', 'interventions.waiting', 'interventions.oldest'];
      for (const gauge of [...gauges, 'queue.age', 'stuck']) {
        const values = processes.map((process) => [process, value(gauge, process)]);
        expect([gauge, values]).toEqual([gauge, processes.map((process) => [process, 0])]);
      }
    }));

  it('tell of an approval as long as it waits', () =>
    watch(async ({ app, look, value }) => {
      const purchase = await app.buy(anExpensiveOrder());
      await app.host.skip({ hours: 5 });
      await look();
      expect([value('approvals.waiting'), value('stuck')]).toEqual([1, 0]);
      expect(Math.round(Number(value('approvals.oldest')) / 3_600)).toBe(5);
      await app.decide(purchase, 'approve');
      await look();
      expect([value('approvals.waiting'), value('approvals.oldest')]).toEqual([0, 0]);
    }));

  it('tell of an intervention as long as it is open', () =>
    watch(async ({ app, look, value }) => {
      const { id } = await app.buy(anOrder({ cardToken: 'tok_capture_declined+void_flaky_16' }));
      await app.host.skip({ hours: 6 });
      await look();
      expect([value('interventions.waiting'), value('stuck')]).toEqual([1, 0]);
      expect(Math.round(Number(value('interventions.oldest')) / 3_600)).toBe(6);
      const order = { action: 'resolve', reason: 'called the bank', by: 'olga' };
      expect(await app.post(`/interventions/purchase~${id}~1`, order)).toMatchObject({ status: 200 });
      await look();
      expect([value('interventions.waiting'), value('interventions.oldest')]).toEqual([0, 0]);
    }));

  it('tell of a circuit that is open, and of one that is closed', () =>
    watch(async ({ app, look, value }) => {
      const parts = withOffers({ hotel: 'OUTAGE' });
      await app.host.start('trip-booking', await aTrip(app, { parts }));
      await app.host.skip({ seconds: 40 });
      await look();
      expect([value('circuit.state', 'hotels'), value('circuit.state', 'flights')]).toEqual([2, 0]);
      await app.host.skip({ minutes: 3 });
      await look();
      expect(value('circuit.state', 'hotels')).toBe(0);
      expect(value('circuit.state', 'pricing')).toBeUndefined();
    }, quickly));
});
