import { describe, expect, it } from '@jest/globals';
import { anExpensiveOrder, anOrder } from '../support/an-order';
import { type App, useApp } from '../support/app';

const LIST = '/processes/purchase/instances';

async function idsOf(app: App, query: string): Promise<string[]> {
  const { body } = await app.get(`${LIST}${query}`);
  return (body['instances'] as { readonly id: string }[]).map(({ id }) => id); // the list's own form
}

describe('the list of instances', () => {
  it('shows the newest first, each as the business sees it', async () => {
    await using app = await useApp();
    const first = await app.buy(anOrder());
    await app.host.skip({ days: 2 });
    const second = await app.buy(anExpensiveOrder());
    expect((await app.get(LIST)).body).toMatchObject({
      instances: [
        { id: second.id, process: 'purchase', state: 'waiting', waitsFor: [{ step: 'approval' }] },
        { id: first.id, state: 'completed' },
      ],
      nextCursor: null,
    });
  });

  it('filters by state and time', async () => {
    await using app = await useApp();
    const done = await app.buy(anOrder());
    await app.host.skip({ hours: 1 });
    const between = (await app.host.now()).toISOString();
    await app.host.skip({ hours: 1 });
    const waiting = await app.buy(anExpensiveOrder());
    expect(await idsOf(app, '?state=completed')).toEqual([done.id]);
    expect(await idsOf(app, '?state=waiting,failed')).toEqual([waiting.id]);
    expect(await idsOf(app, `?from=${between}`)).toEqual([waiting.id]);
    expect(await idsOf(app, `?to=${between}`)).toEqual([done.id]);
  });

  it('goes on where the page before ended', async () => {
    await using app = await useApp();
    const orders = await Promise.all(Array.from({ length: 5 }, () => app.buy(anOrder())));
    const seen: string[] = [];
    let query = '?pageSize=2';
    for (let page = 1; page <= 3; page += 1) {
      seen.push(...(await idsOf(app, query)));
      const { nextCursor, nextUri } = (await app.get(`${LIST}${query}`)).body;
      expect(nextUri).toEqual(page === 3 ? null : expect.stringContaining(`cursor=${String(nextCursor)}`));
      query = `?pageSize=2&cursor=${String(nextCursor)}`;
    }
    expect(seen.toSorted()).toEqual(orders.map(({ id }) => id).toSorted());
  });

  it.each([
    ['?state=sleeping', 'state[0]'],
    ['?from=yesterday', 'from'],
    ['?pageSize=1000', 'pageSize'],
    ['?cursor=made-up', 'cursor'],
    ['?stat=waiting', 'stat'],
  ])('names the parameter that is wrong: %s', async (query, field) => {
    await using app = await useApp();
    expect(await app.get(`${LIST}${query}`)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
  });
});
