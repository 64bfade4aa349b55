import { describe, expect, it } from '@jest/globals';
import type { TestHost } from 'embedded-host/testing';
import { begin, raise, startWordsApp, stepsOf } from '../support/words-app';

async function reminders(host: TestHost): Promise<readonly unknown[]> {
  return (await host.calls('desk.remind')).map(({ input }) => input);
}

const reminder = (round: number, count: number) => expect.objectContaining({ payload: { round, count } });

describe('a wait for an event', () => {
  it('reminds at its times, and not again once the event has come', async () => {
    await using host = await startWordsApp();
    const { id } = await begin(host, 'patient');
    await host.skip({ minutes: 59 });
    expect(await reminders(host)).toEqual([]);
    await host.skip({ minutes: 1 });
    await raise(host, id, 'answered', { round: 1 });
    await host.skip({ minutes: 59 });
    expect(await reminders(host)).toEqual([reminder(1, 1)]);
    expect(await stepsOf(host, id)).toContain('answer/1 received');
  });

  it('expires after all its reminders, and the next wait has a time of its own', async () => {
    await using host = await startWordsApp();
    const patient = await begin(host, 'patient');
    await host.skip({ hours: 6 });
    expect(await patient.result()).toEqual(['expired', 'expired']);
    expect(await reminders(host)).toEqual([reminder(1, 1), reminder(1, 2), reminder(2, 1), reminder(2, 2)]);
  });

  it('goes on when a reminder cannot be sent', async () => {
    await using host = await startWordsApp();
    await host.fake('desk.remind', { fails: 'always' });
    const patient = await begin(host, 'patient');
    await host.skip({ hours: 1, minutes: 30 });
    await raise(host, patient.id, 'answered', { round: 1 });
    await raise(host, patient.id, 'answered', { round: 2 });
    expect(await patient.result()).toEqual(['received', 'received']);
  });

  it('takes an event that came before the wait began', async () => {
    await using host = await startWordsApp();
    const patient = await host.start('patient', {});
    await patient.raiseEvent('answered', { round: 1 });
    await raise(host, patient.id, 'answered', { round: 2 });
    expect(await patient.result()).toEqual(['received', 'received']);
  });

  it('is not ended by a repetition of an earlier event', async () => {
    await using host = await startWordsApp();
    const patient = await begin(host, 'patient');
    for (const round of [1, 1, 1]) await raise(host, patient.id, 'answered', { round });
    expect(await stepsOf(host, patient.id)).toEqual(['answer/1 received', 'answer/2 waiting']);
    await raise(host, patient.id, 'answered', { round: 2 });
    expect(await patient.result()).toEqual(['received', 'received']);
  });

  it('is not ended by an event that comes after its deadline', async () => {
    await using host = await startWordsApp();
    const patient = await begin(host, 'patient');
    await host.skip({ hours: 3 });
    await raise(host, patient.id, 'answered', { round: 1 });
    expect(await stepsOf(host, patient.id)).toContain('answer/1 expired');
    await raise(host, patient.id, 'answered', { round: 2 });
    expect(await patient.result()).toEqual(['expired', 'received']);
  });
});

describe('an event for a business key', () => {
  const tell = async (host: TestHost, number: string, message: string) => {
    const { status } = await host.fetch(`/api/processes/listener/events/told?businessKey=${number}`, {
      ...{ method: 'POST', headers: { 'Content-Type': 'application/json' } },
      body: JSON.stringify({ message }),
    });
    await host.settled();
    return status;
  };

  it('reaches the one of two instances that it is meant for', async () => {
    await using host = await startWordsApp();
    const [one, two] = [
      await begin(host, 'listener', { number: 'N/1' }),
      await begin(host, 'listener', { number: '2' }),
    ];
    expect([await tell(host, 'N/1', 'for one'), await tell(host, '2', 'for two')]).toEqual([202, 202]);
    expect([await one.result(), await two.result()]).toEqual(['for one', 'for two']);
  });

  it('finds nobody once the instance has ended, and the next one of its number later', async () => {
    await using host = await startWordsApp();
    const first = await begin(host, 'listener', { number: '1' });
    await host.skip({ hours: 24 });
    expect(await first.result()).toBe('expired');
    expect(await tell(host, '1', 'late')).toBe(404);
    const second = await begin(host, 'listener', { number: '1' });
    expect(await tell(host, '1', 'in time')).toBe(202);
    expect(await second.result()).toBe('in time');
  });

  it('is refused while two instances have the key', async () => {
    await using host = await startWordsApp();
    await begin(host, 'listener', { number: '1' });
    await begin(host, 'listener', { number: '1' });
    expect(await tell(host, '1', 'for whom?')).toBe(409);
  });
});
