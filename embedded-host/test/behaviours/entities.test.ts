import { describe, expect, it } from '@jest/globals';
import { runningApp } from './running-app';

describe('behaviours of entities over HTTP', () => {
  const app = runningApp();

  it('43 takes JSON, text and DELETE as signals', async () => {
    expect((await app.signal('Tally', 'json', 'add', 5)).status).toBe(202);
    await app.entityBecomes('json', 5);
    const headers = { 'content-type': 'text/plain' };
    const text = await app.ask('/entities/Tally/text?op=set', { method: 'POST', headers, body: '{"not":"parsed"}' });
    expect(text.status).toBe(202);
    await app.entityBecomes('text', '{"not":"parsed"}');
    expect((await app.delete('/entities/Tally/json')).status).toBe(202);
    await app.eventually('it is gone', async () =>
      (await app.ask('/entities/Tally/json')).status === 404 ? true : undefined,
    );
  });

  it('44 answers the bare state, 404 without one, and ignores the case of names', async () => {
    await app.signal('tAlLy', 'state', 'add', 2);
    await app.entityBecomes('state', 2);
    const { status, text } = await app.ask('/entities/TALLY/state');
    expect([status, text]).toEqual([200, '2']);
    expect((await app.ask('/entities/Tally/never')).status).toBe(404);
    await app.signal('Tally', 'state', 'delete');
    await app.eventually('it is gone', async () =>
      (await app.ask('/entities/Tally/state')).status === 404 ? true : undefined,
    );
  });

  it('44 lets an entity signal another one by a name with capitals', async () => {
    await app.signal('Tally', 'teller', 'add', 7);
    await app.signal('Tally', 'teller', 'tell', 'told');
    await app.entityBecomes('told', 7);
  });

  it('45 lists entities of a name, with their state on request', async () => {
    await app.signal('Log', 'Listed', 'note', 'x');
    const list = async (query: string) => (await app.ask(`/entities/Log${query}`)).json;
    const item = {
      entityId: { name: 'log', key: 'Listed' },
      lastOperationTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      state: null,
    };
    await app.eventually('it is listed', async () => ((await list('')) as unknown[])[0]);
    expect(await list('')).toEqual([item]);
    expect(await list('?fetchState=true')).toEqual([{ ...item, state: ['x'] }]);
    expect(JSON.stringify((await app.ask('/entities')).json)).toContain('"Listed"');
  });

  it('46 refuses a signal to an entity that the app does not have', async () => {
    const { status, json } = await app.signal('nobody', 'x', 'add', 1);
    expect([status, json]).toEqual([
      400,
      { Message: expect.stringContaining("The function 'nobody' doesn't exist, is disabled, or is not an entity") },
    ]);
  });

  it('47 applies the signals of a sender in order, and calls one after the other', async () => {
    for (let index = 0; index < 20; index++) await app.signal('Log', 'ordered', 'note', index);
    const twenty = Array.from({ length: 20 }, (_, index) => index);
    await app.eventually('all have arrived', async () => {
      const { json } = await app.ask('/entities/Log/ordered');
      return Array.isArray(json) && json.length === 20 ? true : undefined;
    });
    expect((await app.ask('/entities/Log/ordered')).json).toEqual(twenty);
    await Promise.all(twenty.map(() => app.result('adds', 'called')));
    await app.entityBecomes('called', 20);
  });

  it('48 writes an empty key as $', async () => {
    expect((await app.signal('Tally', '$', 'add', 3)).status).toBe(202);
    await app.entityBecomes('$', 3);
    expect(JSON.stringify((await app.ask('/entities/Tally')).json)).toContain('{"name":"tally","key":""}');
  });

  it.each([
    ['PUT', '/instances/x'],
    ['PATCH', '/entities/Tally/x'],
    ['GET', '/instances/x/terminate'],
    ['POST', '/instances/x/explode'],
    ['GET', '/nothing'],
    ['DELETE', '/orchestrators/about'],
  ])('49 answers 404 to %s %s', async (method, path) => {
    const { status, text } = await app.ask(path, { method });
    expect([status, text]).toEqual([404, '']);
  });
});
