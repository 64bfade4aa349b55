import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { get, start, unique } from './app-client';
import { aTrip } from './orders';
import { aProblem } from './reply';

const LIST = '/processes/trip-booking/instances';
const Page = z.object({
  instances: z.array(z.object({ id: z.string(), state: z.string(), businessKey: z.string() })),
  nextUri: z.string().nullable(),
});

/** A page may be short, also empty, and still have a next one. */
async function allPages(query: string) {
  const pages = [Page.parse((await get(`${LIST}?${query}`)).body)];
  for (let next = pages[0]?.nextUri ?? null; next !== null;) {
    const page = Page.parse((await get(next)).body);
    pages.push(page);
    next = page.nextUri;
  }
  return pages;
}

describe('the list of instances', () => {
  it('shows each instance of a business key once, page by page', async () => {
    const from = new Date(Date.now() - 60_000).toISOString();
    const order = aTrip({ tripId: unique(), agreedCents: 1 });
    const trips = [1, 2, 3].map(() => start('trip-booking', order));
    const ids = (await Promise.all(trips)).map(({ id }) => id);
    for (const trip of trips) await (await trip).waitsFor('consent/1');
    const pages = await allPages(`businessKey=${order.tripId}&state=waiting&from=${from}&pageSize=2`);
    expect(pages.flatMap(({ instances }) => instances.map(({ id }) => id)).toSorted()).toEqual(ids.toSorted());
    expect(Math.max(...pages.map(({ instances }) => instances.length))).toBe(2);
    for (const trip of trips) await (await trip).cancel('counted');
  });

  it.each([
    ['state=sleeping', 'state[0]'],
    ['from=yesterday', 'from'],
    ['pageSize=1000', 'pageSize'],
    ['cursor=made-up', 'cursor'],
    ['stat=waiting', 'stat'],
  ])('names the parameter that is wrong: %s', async (query, field) => {
    expect(await get(`${LIST}?${query}`)).toMatchObject(aProblem(400, 'request.invalid', field));
  });
});
