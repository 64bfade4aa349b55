import { describe, expect, it } from '@jest/globals';
import { runningApp, Status } from './running-app';

const token = 'x-ms-continuation-token';

describe('behaviours of lists', () => {
  const app = runningApp();
  const list = async (query: string) => {
    const reply = await app.ask(`/instances?${query}`);
    return {
      ...reply,
      ids: Status.array()
        .parse(reply.json)
        .map(({ instanceId }) => instanceId),
    };
  };

  it('25 lists statuses, a hundred on a page', async () => {
    await Promise.all(Array.from({ length: 103 }, (_, index) => app.start('about', index, `many-${index.toString()}`)));
    const { status, ids, headers } = await list('instanceIdPrefix=many-');
    expect([status, ids.length, headers.has(token)]).toEqual([200, 100, true]);
  });

  it('26 walks all pages without loss or repetition', async () => {
    const wanted = Array.from({ length: 8 }, (_, index) => `walk-${index.toString()}`);
    for (const id of wanted) await app.start('about', 1, id);
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const reply = await app.ask('/instances?instanceIdPrefix=walk-&top=3', { headers: { [token]: next } });
      const page = Status.array().parse(reply.json);
      expect(page.length).toBeLessThanOrEqual(3);
      seen.push(...page.map(({ instanceId }) => instanceId));
      next = reply.headers.get(token);
    }
    expect(seen.sort()).toEqual(wanted);
  });

  it('27 filters by status, prefix and time of creation', async () => {
    const before = new Date(Date.now() - 1000).toISOString();
    for (const id of ['filter-a', 'filter-b']) await app.start('waitsForOne', null, id);
    await app.ends(await app.start('throws', null, 'filter-failed'));
    await app.ends(await app.start('about', 1, 'filter-done'));
    await app.reaches('filter-a', 'Running');
    await app.reaches('filter-b', 'Running');
    const ids = async (query: string) => (await list(`instanceIdPrefix=filter-&${query}`)).ids.sort();
    expect(await ids('runtimeStatus=Running')).toEqual(['filter-a', 'filter-b']);
    expect(await ids('runtimeStatus=Failed,Completed')).toEqual(['filter-done', 'filter-failed']);
    expect(await ids(`createdTimeFrom=${before}`)).toHaveLength(4);
    expect(await ids(`createdTimeTo=${before}`)).toEqual([]);
    expect((await list('instanceIdPrefix=filter-fa')).ids).toEqual(['filter-failed']);
  });
});

describe('behaviours of events', () => {
  const app = runningApp();

  it.each([{ a: 1 }, 'text', 5, [1], false, null])('28 accepts an event and hands over %j', async (data) => {
    const id = await app.start('waitsForOne');
    expect((await app.raise(id, 'go', data)).status).toBe(202);
    expect((await app.reaches(id, 'Completed')).output).toStrictEqual({ got: data });
  });

  it('29 answers 410 when the instance has ended, 404 when there is none; the SDK swallows and throws', async () => {
    const id = await app.start('about');
    await app.reaches(id, 'Completed');
    expect((await app.raise(id, 'go', 1)).status).toBe(410);
    expect((await app.raise('nobody', 'go', 1)).status).toBe(404);
    const client = async (instanceId: string) =>
      (await app.post('//api/client/raiseEvent', [instanceId, 'go', 1])).json;
    expect(await client(id)).toEqual({});
    expect(await client('nobody')).toEqual({
      error: expect.stringContaining("No instance with ID 'nobody' found"),
    });
  });

  it('30 refuses events that are not JSON, and other methods', async () => {
    const id = await app.start('waitsForOne');
    const raise = (type: string, body: string) =>
      app.ask(`/instances/${id}/raiseEvent/go`, { method: 'POST', headers: { 'content-type': type }, body });
    const other = await raise('text/plain', 'x');
    expect([other.status, other.json]).toEqual([
      400,
      { Message: 'Only application/json request content is supported' },
    ]);
    const broken = await raise('application/json', '{');
    expect([broken.status, broken.json]).toEqual([400, expect.objectContaining({ Message: 'Invalid JSON content' })]);
    expect((await app.ask(`/instances/${id}/raiseEvent/go`)).status).toBe(404);
  });

  it('31 keeps an event raised before it is awaited', async () => {
    const ordered = await app.start('takesInOrder', ['a', 'a', 'b']);
    for (const [name, data] of [
      ['b', 3],
      ['a', 1],
      ['a', 2],
    ] as const)
      await app.raise(ordered, name, data);
    expect((await app.reaches(ordered, 'Completed')).output).toEqual([1, 2, 3]);
    const both = await app.start('waitsFor', ['x', 'y']);
    await app.raise(both, 'y', 'Y');
    await app.raise(both, 'x', 'X');
    expect((await app.reaches(both, 'Completed')).output).toEqual(['X', 'Y']);
  });

  it('32 loses no event while continueAsNew cycles', async () => {
    const id = await app.start('cycles', { wanted: 30 });
    await Promise.all(Array.from({ length: 30 }, (_, index) => app.raise(id, 'n', index)));
    const { output } = await app.reaches(id, 'Completed');
    expect([...(output as number[])].sort((one, other) => one - other)).toEqual(
      Array.from({ length: 30 }, (_, index) => index),
    );
  });

  it('33 keeps events for a suspended instance until it is resumed', async () => {
    const id = await app.start('waitsForOne');
    await app.post(`/instances/${id}/suspend?reason=x`);
    await app.reaches(id, 'Suspended');
    expect((await app.raise(id, 'go', 'kept')).status).toBe(202);
    expect((await app.status(id)).runtimeStatus).toBe('Suspended');
    await app.post(`/instances/${id}/resume?reason=x`);
    expect((await app.reaches(id, 'Completed')).output).toEqual({ got: 'kept' });
  });
});
