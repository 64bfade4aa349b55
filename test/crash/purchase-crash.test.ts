/**
 * The host is killed again and again while people buy. Afterwards every order has ended, and the books of the services
 * agree with what the customers were told: nothing is lost, nothing is left held, nothing was charged or sent twice.
 */
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { temporaryFolder } from '../../embedded-host/test/cli/spawned-host';
import { Chance, seed } from '../../embedded-host/test/crash/chance';
import { MortalHost } from '../../embedded-host/test/crash/mortal-host';
import { type Books, openBooks, readShelves } from './books';
import { Customer, type EndedOrder } from './customer';
import { kinds } from './orders';
import { killAtRandom } from './kill-at-random';

const KILLS = 20;
const OF_EACH_KIND = 5;
const PLACED_WITHIN_MS = 14_000;
const HOUR_S = 3_600;

describe(`purchases on a host killed at ${KILLS} random moments (CRASH_SEED=${seed})`, () => {
  const folder = temporaryFolder();
  const dataFolder = join(folder.path, 'services');
  const chance = new Chance(seed);
  let host: MortalHost;
  let orders: readonly EndedOrder[];
  let books: Books;

  beforeAll(async () => {
    const env = {
      DATA_FOLDER: dataFolder,
      PURCHASE__APPROVAL_REMINDER_HOURS: String(6 / HOUR_S),
      PURCHASE__APPROVAL_DEADLINE_HOURS: String(28 / HOUR_S),
      PURCHASE__APPROVER_EMAIL: 'clerk@example.com',
    };
    host = new MortalHost({ folder: resolve(__dirname, '../..'), storage: join(folder.path, 'store'), env });
    const placing = placeOrders();
    await killAtRandom(host, chance, { kills: KILLS });
    const customer = new Customer(host);
    orders = await Promise.all((await placing).map((order) => customer.awaitEnd(order)));
    books = openBooks(dataFolder);
  }, 120_000);

  afterAll(async () => {
    await host.end();
    folder.remove();
  });

  async function placeOrders() {
    const customer = new Customer(host);
    const wanted = Array.from({ length: OF_EACH_KIND }, () => kinds).flat();
    return Promise.all(
      wanted.map(async (kind, index) => {
        // What nobody decides takes longest, so it comes first.
        const comesAt = kind.outcomes.includes('expired') ? 1_000 : PLACED_WITHIN_MS;
        await pause(chance.between(0, comesAt));
        return customer.buy(kind, `order-${index}`, chance.between(0, 300));
      }),
    );
  }

  it('every order ended, and as its kind may end', () => {
    const wrong = orders.filter(({ kind, result }) => !kind.outcomes.includes(result.outcome));
    expect(wrong).toEqual([]);
    expect(orders.filter((order) => 'notUndone' in order.result)).toEqual([]);
  });

  it('no order was started twice', async () => {
    const { body } = await host.insist('/runtime/webhooks/durabletask/instances?top=1000&instanceIdPrefix=purchase-');
    const started = z.array(z.object({ instanceId: z.string() })).parse(body);
    expect(started.map(({ instanceId }) => instanceId).sort()).toEqual(orders.map(({ id }) => id).sort());
  });

  it('a cancellation that was promised happened, one that was refused did not', () => {
    const broken = orders.filter(({ cancelledInTime, result }) => {
      return typeof cancelledInTime === 'boolean' && cancelledInTime !== (result.outcome === 'cancelled');
    });
    expect(broken).toEqual([]);
  });

  it('money was taken once for what was fulfilled, given back for what was not sent, and is held for nothing', () => {
    const payments = orders.flatMap(({ id }) => books.payments.get(id) ?? []);
    expect(payments.length).toBe(books.payments.all().length);
    const takings = orders.map(({ id, result }) => ({ id, taken: takenIn(books, id), expected: owed(result) }));
    expect(takings.filter(({ taken, expected }) => taken !== expected)).toEqual([]);
    expect(payments.filter(({ state }) => state === 'authorized')).toEqual([]);
  });

  it('every capture is the one capture of its payment', () => {
    const recorded = orders.flatMap(({ id }) => {
      const payment = books.payments.get(id);
      return payment?.state === 'captured' ? [{ order: id, captureId: payment.captureId }] : [];
    });
    const byOrder = (a: { order: string }, b: { order: string }) => (a.order < b.order ? -1 : 1);
    expect(books.captures().sort(byOrder)).toEqual(recorded.sort(byOrder));
  });

  it('every parcel was sent once and belongs to a fulfilled order', () => {
    const told = orders.flatMap(({ result }) => (result.outcome === 'fulfilled' ? result.parcels : []));
    const sent = sentParcels(books).map(({ parcelId }) => parcelId);
    expect(sent.sort()).toEqual(told.map(({ parcelId }) => parcelId).sort());
  });

  it('the stock adds up: what was there is there or was sent, and nothing is reserved', async () => {
    const sent = Map.groupBy(
      sentParcels(books).flatMap(({ lines }) => lines),
      ({ sku }) => sku,
    );
    const shelves = await readShelves(host);
    expect(shelves.length).toBeGreaterThan(4);
    for (const { sku, initially, onHand, shipped, reservations } of shelves) {
      const quantity = (sent.get(sku) ?? []).reduce((sum, line) => sum + line.quantity, 0);
      expect({ sku, sum: onHand + shipped, shipped, reservations }).toEqual({
        sku,
        sum: initially,
        shipped: quantity,
        reservations: [],
      });
    }
  });

  it('of the last piece, one customer got it', () => {
    const last = orders.filter(({ kind }) => kind.name === 'the last piece');
    expect(last.filter(({ result }) => result.outcome === 'fulfilled').length).toBe(1);
  });

  it('nobody was told the same thing twice', () => {
    const told = books.messages.all().map(({ template, data }) => `${template} ${String(data['orderId'])}`);
    expect(told).toEqual([...new Set(told)]);
    expect(told.length).toBeGreaterThanOrEqual(orders.length);
  });

  it('no approval is left waiting', async () => {
    expect((await host.insist('/api/approvals')).body).toMatchObject({ waiting: [] });
  });
});

/** What is left with the shop. */
function takenIn({ payments }: Books, id: string): number {
  const payment = payments.get(id);
  return payment?.state === 'captured' ? payment.capturedCents - payment.refundedCents : 0;
}

function owed(result: EndedOrder['result']): number {
  return result.outcome === 'fulfilled' ? result.totalCents - result.refundedCents : 0;
}

function sentParcels({ parcels }: Books) {
  return parcels.all().flatMap((parcel) => (parcel.state === 'created' ? [parcel] : []));
}
