import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { runningApp } from './running-app';

const Turns = z.array(z.looseObject({ history: z.array(z.looseObject({ EventType: z.int() })) }));

describe('behaviours of what the SDK is handed', () => {
  const app = runningApp();
  const handed = async (id: string) => (await app.ask(`//api/handed/${id}`)).json;

  it('74 binds the durable client with all its members', async () => {
    const { json } = await app.ask('//api/binding');
    const binding = z
      .object({
        taskHubName: z.literal('BehavioursHub'),
        creationUrls: z.object({
          createNewInstancePostUri: z.string(),
          createAndWaitOnNewInstancePostUri: z.string(),
        }),
        managementUrls: z.looseObject({ id: z.literal('INSTANCEID'), rewindPostUri: z.string() }),
        baseUrl: z.literal(app.base),
        requiredQueryStringParameters: z.string(),
        rpcBaseUrl: z.string().endsWith('/'),
      })
      .parse(json);
    expect(binding.creationUrls.createNewInstancePostUri).toContain('/orchestrators/{functionName}[/{instanceId}]');
  });

  it('75 sets WEBSITE_HOSTNAME to its own address, which the SDK keeps in its URLs', async () => {
    const { host } = new URL(app.url);
    expect((await app.ask('//api/settings')).json).toMatchObject({ hostname: host });
    const { json } = await app.post('//api/start/about', 1);
    expect(JSON.stringify(json)).toContain(host);
  });

  it('76 hands an orchestrator everything that the SDK asks for', async () => {
    const id = await app.start('about', { n: 1 }, app.newId('handed-all'));
    await app.ends(id);
    expect(await handed(id)).toEqual([
      {
        functionName: 'about',
        history: expect.any(Array),
        input: { n: 1 },
        instanceId: id,
        isReplaying: false,
        parentInstanceId: null,
        upperSchemaVersion: 3,
        upperSchemaVersionNew: 3,
        longRunningTimerIntervalDuration: expect.anything(),
        maximumShortTimerDuration: expect.anything(),
        defaultHttpAsyncRequestSleepTimeMillseconds: 50,
      },
    ]);
  });

  it('77 hands over a history of numbered events, with entity answers named by their requests', async () => {
    const id = await app.start('everything', null, app.newId('handed-history'));
    await app.raise(id, 'go', { a: 1 });
    await app.ends(id);
    const history = Turns.parse(await handed(id)).at(-1)?.history ?? [];
    expect(history.slice(0, 2).map(({ EventType }) => EventType)).toEqual([12, 0]);
    for (const event of history)
      expect(event).toMatchObject({
        EventId: expect.any(Number),
        IsPlayed: expect.any(Boolean),
        Timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      });
    const of = (type: number) => history.find(({ EventType }) => EventType === type);
    expect(of(5)).toMatchObject({ TaskScheduledId: 0, Result: '"Hello x"' });
    expect(of(11)).toMatchObject({ TimerId: 1 });
    expect(of(15)).toMatchObject({ Name: 'go', Input: '{"a":1}' });
    expect(of(6)).toMatchObject({ Reason: expect.stringContaining('on purpose'), Details: expect.any(String) });
    const asked = await app.start('adds', 'handed-entity', app.newId('handed-asks'));
    await app.ends(asked);
    const calls = Turns.parse(await handed(asked)).at(-1)?.history ?? [];
    const sent = calls.find(({ EventType }) => EventType === 14);
    const answer = calls.find(({ EventType }) => EventType === 15);
    expect(answer?.['Name']).toBe((JSON.parse(String(sent?.['Input'])) as { id: string }).id);
  });

  it('78 hands an entity its id, its state as text and a batch of operations', async () => {
    await app.signal('Tally', 'handed-tally', 'add', 2);
    await app.entityBecomes('handed-tally', 2);
    await app.signal('Tally', 'handed-tally', 'add', 3);
    await app.entityBecomes('handed-tally', 5);
    const operation = (input: string) => [expect.objectContaining({ name: 'add', input, isSignal: true })];
    const self = { name: 'tally', key: 'handed-tally' };
    expect(await handed('handed-tally')).toEqual([
      expect.objectContaining({ self, exists: false, state: null, batch: operation('2') }),
      expect.objectContaining({ self, exists: true, state: '2', batch: operation('3') }),
    ]);
  });

  it('79 reads actions and custom status out of a failure', async () => {
    const id = await app.start('statusThenThrows');
    const { customStatus, historyEvents = [] } = await app.ends(id, '?showHistory=true');
    expect(customStatus).toBe('kept');
    expect(historyEvents.map(({ EventType }) => EventType)).toContain('TaskCompleted');
  });
});

describe('behaviours of a local host', () => {
  const app = runningApp();

  it('80 loads every file that main matches, and runs the rest of an app with a trigger it cannot serve', async () => {
    expect((await app.ask('//api/settings')).status).toBe(200);
    const listed = z.array(z.object({ name: z.string() })).parse((await app.ask('//admin/functions')).json);
    const names = listed.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['settings', 'chain', 'greet', 'Tally']));
  });

  it('91 gives the values of local.settings.json to the app and to %NAME% in the hub name', async () => {
    expect((await app.ask('//api/settings')).json).toMatchObject({ greeting: 'from local settings' });
    expect(JSON.stringify((await app.post('/orchestrators/about', 1)).json)).toContain('taskHub=BehavioursHub');
  });

  it('92 asks for no key, and takes any', async () => {
    expect((await app.ask('//api/guarded')).status).toBe(204);
    expect((await app.ask('//api/guarded?code=any')).status).toBe(204);
    expect((await app.ask('/instances?code=any&top=1')).status).toBe(200);
  });

  it('93 says that it is running', async () => {
    const { status, json } = await app.ask('//admin/host/status');
    expect([status, json]).toEqual([200, expect.objectContaining({ state: 'Running' })]);
  });
});
