import { describe, expect, it, jest } from '@jest/globals';
import { type App, useApp } from '../support/app';
import { accountsOf, aSignUp, confirm, mailedSecret, mailedSecrets, onboard, signUp } from '../support/customers';

// Every test has a host of its own, which takes seconds to start on a machine that is busy.
jest.setTimeout(90_000);

const nothing = { crm: [], billing: [], support: [] };
const problem = (code: string) => expect.stringContaining(code);

describe('the link of a confirmation mail', () => {
  it('leads to a page that changes nothing, however often it is opened', async () => {
    await using app = await useApp();
    const customer = await signUp(app);
    const [mail] = app.records.secretMails();
    const page = await openLink(app, mail?.link ?? '');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await page.text()).toContain('Confirm my address');
    await app.host.settled();
    expect(await customer.status()).toMatchObject({ runtimeStatus: 'Running' });
    expect(await customer.steps()).not.toContain('provisioning');
  });

  it('needs nobody to be known on Azure, where every other route does', async () => {
    await using app = await useApp({ WEBSITE_SITE_NAME: 'shop' });
    const customer = await signUp(app);
    const [mail] = app.records.secretMails();
    expect((await openLink(app, mail?.link ?? '')).status).toBe(200);
    expect((await submit(app, customer.id, mailedSecret(app))).status).toBe(200);
    expect((await app.get(`/processes/onboarding/${customer.id}`)).status).toBe(401);
  });

  it('confirms by the form of that page, and tells in sentences when it does not', async () => {
    await using app = await useApp();
    const { id } = await signUp(app);
    const wrong = await submit(app, id, 'wrong');
    expect([wrong.status, await wrong.text()]).toEqual([403, expect.stringContaining('not the secret of the link')]);
    const right = await submit(app, id, mailedSecret(app));
    expect([right.status, await right.text()]).toEqual([200, expect.stringContaining('Your address is confirmed')]);
  });

  it('is good once: a second confirmation is answered so and changes nothing', async () => {
    await using app = await useApp();
    const customer = await onboard(app);
    const again = await confirm(app, customer);
    expect([again.status, again.body['type']]).toEqual([409, problem('confirmation.used')]);
    expect((await customer.steps()).filter((step) => step === 'provisioning')).toHaveLength(3);
  });

  it('is not good with another secret, and the wrong one never reaches the instance', async () => {
    await using app = await useApp();
    const customer = await signUp(app);
    const before = (await customer.history()).length;
    const answer = await confirm(app, customer, 'guessed');
    expect([answer.status, answer.body['type']]).toEqual([403, problem('confirmation.wrongSecret')]);
    expect(await customer.history()).toHaveLength(before);
  });

  it("is not good for another customer's onboarding", async () => {
    await using app = await useApp();
    await signUp(app);
    const secret = mailedSecret(app);
    const other = await signUp(app, aSignUp('', { id: 'grace' }));
    expect((await confirm(app, other, secret)).status).toBe(403);
  });

  it('names the field that is missing, and an onboarding that does not exist', async () => {
    await using app = await useApp();
    const { id } = await signUp(app);
    const empty = await app.post(`/confirmations/${id}`, {});
    expect(empty).toMatchObject({ status: 400, body: { errors: [{ field: 'secret' }] } });
    expect((await app.post('/confirmations/nobody', { secret: 'x' })).status).toBe(404);
  });

  it('comes again with each reminder, and every mail is good', async () => {
    await using app = await useApp();
    const customer = await signUp(app);
    const [first = ''] = mailedSecrets(app);
    await app.host.skip({ days: 4 });
    expect(new Set(mailedSecrets(app)).size).toBe(3);
    expect((await confirm(app, customer, first)).status).toBe(200);
  });

  it('expires: nothing is opened, a late confirmation is refused, and the customer may sign up again', async () => {
    await using app = await useApp();
    const customer = await signUp(app);
    await app.host.skip({ days: 7 });
    expect(await customer.result()).toEqual({ outcome: 'expired', customerId: 'ada', reason: 'addressNotConfirmed' });
    const late = await confirm(app, customer);
    expect([late.status, late.body['type']]).toEqual([410, problem('confirmation.ended')]);
    expect(accountsOf(app)).toEqual(nothing);
    expect(await (await signUp(app)).status()).toMatchObject({ runtimeStatus: 'Running' });
  });

  it('that bounces ends the onboarding', async () => {
    await using app = await useApp();
    const customer = await signUp(app, {
      ...aSignUp(),
      customer: { ...aSignUp().customer, email: 'bounce@example.com' },
    });
    expect(await customer.result()).toMatchObject({ outcome: 'rejected', by: 'notifications', reason: 'bounced' });
  });

  it('that cannot be sent is an error, after everything is undone', async () => {
    await using app = await useApp();
    const customer = await signUp(app, aSignUp('link-outage'));
    await app.host.skip({ hours: 1 });
    await expect(customer.result()).rejects.toThrow('service.unavailable');
    expect(await app.host.entity('customerFile', 'ada').state()).toMatchObject({ state: 'unknown' });
  });

  it('has its secret in the mail only: in no history, status, entity or log', async () => {
    await using app = await useApp();
    const customer = await onboard(app);
    const secret = mailedSecret(app);
    expect(secret).toMatch(/^[\w-]{43}$/);
    const known = [
      await customer.history(),
      await customer.status(),
      await app.host.entity('emailVerification', customer.id).state(),
      (await app.get(`/processes/onboarding/${customer.id}`)).body,
      app.host.logs(),
    ];
    expect(JSON.stringify(known)).not.toContain(secret);
  });
});

function openLink({ host }: App, link: string): Promise<Response> {
  // What a browser sends: everything but the fragment.
  return host.fetch(new URL(link).pathname);
}

function submit({ host }: App, id: string, secret: string): Promise<Response> {
  const body = new URLSearchParams({ secret });
  return host.fetch(`/api/confirmations/${id}`, { method: 'POST', body });
}
