import { describe, expect, it } from '@jest/globals';
import { anApplication, documents } from '../support/an-application';
import { useBank } from '../support/bank';

describe('an application without all documents', () => {
  it('asks for what is missing, and goes on when it has come', async () => {
    await using bank = await useBank();
    const application = await bank.apply(anApplication({ documents: documents('identityDocument') }));
    expect(bank.app.records.messages()).toEqual(['documentsRequested']);
    await bank.provide(application, 'proofOfAddress', 'proofOfIncome');
    expect(await application.result()).toMatchObject({ outcome: 'opened' });
  });

  it('needs no proof of income for a savings account', async () => {
    await using bank = await useBank();
    const change = { product: 'savings', documents: documents('identityDocument', 'proofOfAddress') };
    expect(await (await bank.apply(anApplication(change))).result()).toMatchObject({ outcome: 'opened' });
  });

  it('takes them one after the other, in any order, also before it asks again', async () => {
    await using bank = await useBank();
    const application = await bank.apply(anApplication({ documents: [] }));
    await Promise.all([
      bank.provide(application, 'proofOfIncome'),
      bank.provide(application, 'identityDocument'),
      bank.provide(application, 'proofOfAddress'),
    ]);
    expect(await application.result()).toMatchObject({ outcome: 'opened' });
  });

  it('goes on once however often the same document comes', async () => {
    await using bank = await useBank();
    const application = await bank.apply(anApplication({ documents: documents('identityDocument', 'proofOfIncome') }));
    await Promise.all([1, 2, 3].map(() => bank.provide(application, 'proofOfIncome')));
    expect((await application.status())?.runtimeStatus).toBe('Running');
    await Promise.all([1, 2, 3].map(() => bank.provide(application, 'proofOfAddress')));
    expect(await application.result()).toMatchObject({ outcome: 'opened' });
    expect(bank.customers()).toHaveLength(1);
  });

  it('ignores what is no document', async () => {
    await using bank = await useBank();
    const application = await bank.apply(anApplication({ documents: [] }));
    await application.raiseEvent('documentsProvided', { documents: 'my passport' });
    await bank.app.host.settled();
    expect((await application.status())?.runtimeStatus).toBe('Running');
  });

  it('reminds every three days and expires after two weeks', async () => {
    await using bank = await useBank();
    const application = await bank.apply(anApplication({ documents: [] }));
    await bank.app.host.skip({ days: 13, hours: 23 });
    expect(bank.app.records.messages()).toHaveLength(1 + 4);
    expect((await application.status())?.runtimeStatus).toBe('Running');
    await bank.app.host.skip({ hours: 1 });
    expect(await application.result()).toEqual({
      ...{ outcome: 'expired', applicationId: 'app-1', reason: 'documentsNotProvided' },
    });
    expect(bank.app.records.messages().filter((template) => template === 'accountExpired')).toHaveLength(1);
    expect(bank.customers()).toEqual([]);
  });

  it('has one deadline: handing in one document does not prolong it', async () => {
    await using bank = await useBank();
    const application = await bank.apply(anApplication({ documents: [] }));
    await bank.app.host.skip({ days: 13 });
    await bank.provide(application, 'identityDocument');
    await bank.app.host.skip({ days: 1 });
    expect(await application.result()).toMatchObject({ outcome: 'expired' });
  });

  it('changes nothing when a document comes too late', async () => {
    await using bank = await useBank();
    const application = await bank.apply(anApplication({ documents: [] }));
    await bank.app.host.skip({ days: 14 });
    await bank.provide(application, 'identityDocument', 'proofOfAddress', 'proofOfIncome').catch(() => undefined);
    expect(await application.result()).toMatchObject({ outcome: 'expired' });
    expect(bank.customers()).toEqual([]);
  });

  it('expires as the settings say', async () => {
    await using bank = await useBank();
    const options = { documentReminderMs: 1_000, documentDeadlineMs: 5_000 };
    const application = await bank.apply(anApplication({ documents: [], options }));
    await bank.app.host.skip({ seconds: 5 });
    expect(await application.result()).toMatchObject({ outcome: 'expired' });
  });
});
