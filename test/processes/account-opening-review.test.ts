import { describe, expect, it } from '@jest/globals';
import { anApplication, appliedBy } from '../support/an-application';
import { useBank } from '../support/bank';

const MAILS = {
  ACCOUNT_OPENING__REVIEWER_EMAIL: 'reviewers@example.com',
  ACCOUNT_OPENING__SUPERVISOR_EMAIL: 'supervisors@example.com',
};
const mails = { reviewerEmail: 'reviewers@example.com', supervisorEmail: 'supervisors@example.com' };
const doubtful = anApplication(appliedBy('ID-UNCLEAR'));

describe('an application that two people have to look at', () => {
  it.each([
    ['identityUnclear', appliedBy('ID-UNCLEAR')],
    ['possibleSanctionsMatch', appliedBy('ID-SCREEN-POSSIBLE-MATCH')],
    ['noCreditRecord', appliedBy('ID-RATE-UNKNOWN')],
    ['fairCredit', appliedBy('ID-RATE-FAIR')],
    ['highDeposit', { initialDeposit: { cents: 1_000_000, from: 'ACC-ADA' } }],
  ])('because of %s is opened when both approve', async (reason, change) => {
    await using bank = await useBank();
    const application = await bank.apply(anApplication(change));
    expect((await bank.app.get('/approvals')).body).toMatchObject({ waiting: [{ facts: { reason } }] });
    await bank.vote(application, 'rita', 'approve');
    expect((await application.status())?.runtimeStatus).toBe('Running');
    await bank.vote(application, 'ron', 'approve');
    expect(await application.result()).toMatchObject({ outcome: 'opened' });
  });

  it('is not opened by one person who approves twice', async () => {
    await using bank = await useBank();
    const application = await bank.apply(doubtful);
    await bank.vote(application, 'rita', 'approve');
    await bank.vote(application, 'Rita', 'approve');
    expect((await application.status())?.runtimeStatus).toBe('Running');
    expect(bank.customers()).toEqual([]);
  });

  it("does not count the applicant's agent, nor who is no reviewer", async () => {
    await using bank = await useBank();
    const application = await bank.apply(doubtful);
    await bank.vote(application, 'mallory', 'approve');
    await bank.vote(application, 'rita', 'approve', ['teller']);
    await bank.vote(application, 'ron', 'approve');
    expect((await application.status())?.runtimeStatus).toBe('Running');
    await bank.vote(application, 'rita', 'approve');
    expect(await application.result()).toMatchObject({ outcome: 'opened' });
  });

  it('is refused by the first who rejects, with the comment', async () => {
    await using bank = await useBank();
    const application = await bank.apply(doubtful);
    await bank.vote(application, 'rita', 'approve');
    await bank.vote(application, 'ron', 'reject');
    expect(await application.result()).toEqual({
      ...{ outcome: 'rejected', applicationId: 'app-1', by: 'review', reason: 'identityUnclear' },
      ...{ rule: 'not clearly identified', comment: 'said ron' },
    });
    expect(bank.customers()).toEqual([]);
  });

  it('reminds after a day, asks supervisors after two and expires after five', async () => {
    await using bank = await useBank();
    const application = await bank.apply({ ...doubtful, options: mails });
    expect(bank.app.records.messages()).toEqual(['approvalRequested']);
    await bank.app.host.skip({ days: 1 });
    expect(bank.app.records.messages().toSorted()).toEqual(['approvalReminder', 'approvalRequested']);
    await bank.vote(application, 'sue', 'approve', ['accountSupervisor']);
    await bank.app.host.skip({ days: 1 });
    expect(bank.app.records.messages()).toHaveLength(3);
    await bank.vote(application, 'sue', 'approve', ['accountSupervisor']);
    await bank.app.host.skip({ days: 2, hours: 23 });
    expect((await application.status())?.runtimeStatus).toBe('Running');
    await bank.app.host.skip({ hours: 1 });
    expect(await application.result()).toMatchObject({ outcome: 'expired', reason: 'notReviewedInTime' });
    expect((await bank.app.get('/approvals')).body).toMatchObject({ waiting: [] });
  });

  it('may be approved by supervisors once it has escalated', async () => {
    await using bank = await useBank();
    const application = await bank.apply(doubtful);
    await bank.vote(application, 'rita', 'approve');
    await bank.app.host.skip({ days: 2 });
    await bank.vote(application, 'sue', 'approve', ['accountSupervisor']);
    expect(await application.result()).toMatchObject({ outcome: 'opened' });
  });

  it('changes nothing when a decision comes after the deadline', async () => {
    await using bank = await useBank();
    const application = await bank.apply(doubtful);
    await bank.app.host.skip({ days: 5 });
    await bank.vote(application, 'rita', 'approve').catch(() => undefined);
    expect(await application.result()).toMatchObject({ outcome: 'expired' });
  });

  it('shows those who decide no more of the applicant than they need', async () => {
    await using bank = await useBank(MAILS);
    await bank.apply(doubtful);
    const { body } = await bank.app.get('/approvals');
    expect(body).toMatchObject({
      waiting: [{ facts: { applicationId: 'app-1', deposit: '250.00 EUR', creditScore: 890, identity: 'unclear' } }],
    });
    expect(JSON.stringify(body)).not.toMatch(/Ann|ID-UNCLEAR|1990/);
  });
});
