import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { runningApp } from './running-app';

const Recovered = z.object({ before: z.int(), entity: z.int(), activity: z.int(), child: z.int() });
const Started = z.looseObject({ id: z.string() });

describe('behaviours of control', () => {
  const app = runningApp();
  const control = async (id: string, operation: string) =>
    (await app.post(`/instances/${id}/${operation}?reason=because`)).status;

  it('34 terminates a live or suspended instance, once', async () => {
    const id = await app.start('waitsForOne');
    expect(await control(id, 'suspend')).toBe(202);
    await app.reaches(id, 'Suspended');
    expect(await control(id, 'terminate')).toBe(202);
    expect(await app.reaches(id, 'Terminated')).toMatchObject({ output: 'because' });
    expect([await control(id, 'terminate'), await control('nobody', 'terminate')]).toEqual([410, 404]);
  });

  it('35 makes no progress while it is suspended', async () => {
    const id = await app.start('takesInOrder', ['a']);
    await control(id, 'suspend');
    await app.reaches(id, 'Suspended');
    await app.raise(id, 'a', 1);
    expect((await app.status(id)).runtimeStatus).toBe('Suspended');
    expect(await control(id, 'resume')).toBe(202);
    await app.reaches(id, 'Completed');
    const other = await app.start('waitsForOne');
    await control(other, 'suspend');
    await app.reaches(other, 'Suspended');
    await control(other, 'resume');
    expect((await app.reaches(other, 'Running')).output).toBeNull();
  });

  it('36 refuses to suspend or resume what has ended, does not exist or is in that state already', async () => {
    const ended = await app.start('about');
    await app.reaches(ended, 'Completed');
    expect([await control(ended, 'suspend'), await control(ended, 'resume')]).toEqual([410, 410]);
    expect([await control('nobody', 'suspend'), await control('nobody', 'resume')]).toEqual([404, 404]);
    const id = await app.start('waitsForOne');
    await app.reaches(id, 'Running');
    const problem = (state: string) => ({
      Message: 'Something went wrong while processing your request',
      ExceptionMessage: expect.stringContaining(`in the ${state} state`),
    });
    const resumed = await app.post(`/instances/${id}/resume?reason=x`);
    expect([resumed.status, resumed.json]).toEqual([500, expect.objectContaining(problem('Running'))]);
    await control(id, 'suspend');
    await app.reaches(id, 'Suspended');
    const suspended = await app.post(`/instances/${id}/suspend?reason=x`);
    expect([suspended.status, suspended.json]).toEqual([500, expect.objectContaining(problem('Suspended'))]);
  });

  it('37 runs only what failed again when an instance is rewound, as often as it takes', async () => {
    const id = await app.start('recovers');
    for (let round = 0; round < 3; round++) {
      await app.reaches(id, 'Failed');
      expect(await control(id, 'rewind')).toBe(202);
      await app.eventually('it ran again', async () => {
        const { historyEvents = [], runtimeStatus } = await app.status(id, '?showHistory=true');
        const notes = historyEvents.filter(({ Data }) => Data === 'because');
        return notes.length > round && runtimeStatus !== 'Running' ? true : undefined;
      });
    }
    const { output, historyEvents = [] } = await app.ends(id, '?showHistory=true');
    expect(Recovered.parse(output)).toEqual({ before: 1, entity: 1, activity: 3, child: 2 });
    expect(historyEvents.map(({ EventType }) => EventType)).toContain('GenericEvent');
  });

  it('38 rewinds only what has failed', async () => {
    const done = await app.start('about');
    await app.reaches(done, 'Completed');
    const running = await app.start('waitsForOne');
    await app.reaches(running, 'Running');
    for (const [id, state] of [
      [done, 'Completed'],
      [running, 'Running'],
    ] as const) {
      const { status, json } = await app.post(`/instances/${id}/rewind?reason=x`);
      expect([status, json]).toEqual([
        412,
        `This orchestration has status ${state}, but only orchestrations in the "Failed" state can be rewound.`,
      ]);
    }
    expect(await control('nobody', 'rewind')).toBe(404);
  });

  it('39 rewinds a run with retry options too, where the real host may call it non-deterministic', async () => {
    const id = await app.start('recoversWithRetry');
    await app.reaches(id, 'Failed');
    await control(id, 'rewind');
    expect((await app.reaches(id, 'Completed')).output).toBe(3);
  });

  it('40 restarts with the same input under a new id, or under the old one', async () => {
    const id = await app.start('about', { n: 1 });
    await app.reaches(id, 'Completed');
    const fresh = await app.post(`/instances/${id}/restart`);
    const { id: newId } = Started.parse(fresh.json);
    expect([fresh.status, newId === id]).toEqual([202, false]);
    expect(await app.ends(newId)).toMatchObject({ name: 'about', input: { n: 1 } });
    const same = await app.post(`/instances/${id}/restart?restartWithNewInstanceId=false`);
    expect([same.status, Started.parse(same.json).id]).toEqual([202, id]);
    expect((await app.post('/instances/nobody/restart')).status).toBe(400);
  });

  it('41 purges one instance, or an entity, once', async () => {
    const id = await app.start('about');
    await app.reaches(id, 'Completed');
    const { status, json } = await app.delete(`/instances/${id}`);
    expect([status, json]).toEqual([200, { instancesDeleted: 1 }]);
    expect([(await app.ask(`/instances/${id}`)).status, (await app.delete(`/instances/${id}`)).status]).toEqual([
      404, 404,
    ]);
    await app.signal('Tally', 'purged', 'add', 1);
    await app.entityBecomes('purged', 1);
    const purge = async () => (await app.post('//api/client/purgeInstanceHistory', ['@tally@purged'])).json;
    expect([await purge(), await purge()]).toEqual([
      { value: { instancesDeleted: 1 } },
      { value: { instancesDeleted: 0 } },
    ]);
    expect((await app.ask('/entities/tally/purged')).status).toBe(404);
  });

  it('42 purges by filter what has ended, and needs a time to begin at', async () => {
    const from = new Date().toISOString();
    const live = await app.start('waitsForOne');
    const done = await app.start('about');
    const failed = await app.start('throws');
    for (const id of [done, failed]) await app.ends(id);
    const missing = await app.delete('/instances?runtimeStatus=Completed');
    expect([missing.status, missing.json]).toEqual([400, "Please provide value for 'createdTimeFrom' parameter."]);
    const purge = async (filter: string) => (await app.delete(`/instances?createdTimeFrom=${from}${filter}`)).json;
    expect(await purge('&runtimeStatus=Failed')).toEqual({ instancesDeleted: 1 });
    expect(await purge('')).toEqual({ instancesDeleted: 1 });
    expect((await app.delete(`/instances?createdTimeFrom=${from}`)).status).toBe(404);
    expect((await app.status(live)).runtimeStatus).toMatch(/Pending|Running/);
  });
});
