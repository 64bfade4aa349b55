import { describe, expect, it } from '@jest/globals';
import { type Review, ReviewApp } from '../support/review-app';

async function press(app: ReviewApp, path: string, comment = '') {
  const response = await app.host.fetch(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ comment }).toString(),
  });
  return { status: response.status, page: await response.text() };
}

async function look(app: ReviewApp, path: string) {
  const response = await app.host.fetch(path);
  return { status: response.status, headers: response.headers, page: await response.text() };
}

function pathsOf(app: ReviewApp, mail = 0) {
  const paths = app.links()[mail];
  if (paths === undefined) throw new Error('There is no such mail.');
  return paths;
}

const stateOf = async (review: Review) => (await review.view())['state'];

describe('a link in a mail', () => {
  it('shows what is to be decided, and changes nothing however often it is looked at', async () => {
    await using app = await ReviewApp.use();
    const review = await app.ask({ subject: 'A <b>loan</b>' });
    const { approve } = pathsOf(app);
    const pages = await Promise.all([look(app, approve), look(app, approve), look(app, approve)]);
    for (const { status, page } of pages) {
      expect(status).toBe(200);
      expect(page).toContain('A &lt;b&gt;loan&lt;/b&gt;');
      expect(page).toContain('5000.00 EUR');
    }
    expect(await review.view()).toMatchObject({ state: 'open', version: 1 });
  });

  it('has a page that loads nothing, leaks no address and works without a script', async () => {
    await using app = await ReviewApp.use();
    await app.ask();
    const { headers, page } = await look(app, pathsOf(app).approve);
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*form-action 'self'.*frame-ancestors/);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(page).toMatch(/color-scheme: light dark/);
    expect(page).toMatch(/<label for="comment">[\s\S]*<textarea id="comment"[\s\S]*<button type="submit">Approve/);
    expect(page).not.toMatch(/<script|https?:\/\//);
  });

  it.each(['approve', 'reject'] as const)('decides by its button, in the name of its reader: %s', async (decision) => {
    await using app = await ReviewApp.use();
    const review = await app.ask();
    expect(await press(app, pathsOf(app)[decision], 'by phone')).toMatchObject({ status: 200 });
    expect(await review.instance.result()).toMatchObject({ decision, by: 'clerks@example.com', comment: 'by phone' });
    expect((await review.view())['audit']).toMatchObject([{}, { channel: 'link', by: 'clerks@example.com' }]);
  });

  it('needs nobody to be known on Azure, where every other route does', async () => {
    await using app = await ReviewApp.use({
      WEBSITE_SITE_NAME: 'shop',
      LINKS__KEY: 'a-key-of-at-least-32-characters!',
    });
    const review = await app.ask();
    const { approve } = pathsOf(app);
    expect((await look(app, approve)).status).toBe(200);
    expect((await press(app, approve)).status).toBe(200);
    expect(await review.instance.result()).toMatchObject({ decision: 'approve' });
    expect((await app.host.fetch('/api/approvals')).status).toBe(401);
  });

  it('decides once, as does the same link of the reminder', async () => {
    await using app = await ReviewApp.use();
    await app.ask({ required: 2 });
    await app.host.skip({ days: 1 });
    await press(app, pathsOf(app, 0).approve);
    expect(await press(app, pathsOf(app, 0).approve)).toMatchObject({
      status: 409,
      page: expect.stringMatching(/used/),
    });
    expect(await press(app, pathsOf(app, 1).approve)).toMatchObject({ status: 409 });
    expect(await press(app, pathsOf(app, 1).reject)).toMatchObject({ status: 409 });
    expect(await look(app, pathsOf(app, 1).approve)).toMatchObject({ status: 409 });
  });

  it('is of no use when the approval has ended', async () => {
    await using app = await ReviewApp.use();
    const review = await app.ask();
    await review.decide('ann; roles=clerk');
    expect(await look(app, pathsOf(app).reject)).toMatchObject({ status: 409 });
    expect(await press(app, pathsOf(app).reject)).toMatchObject({ status: 409 });
    expect(await review.instance.result()).toMatchObject({ decision: 'approve' });
  });

  it('does not help who is excluded', async () => {
    await using app = await ReviewApp.use();
    const review = await app.ask({ excluded: ['clerks@example.com'] });
    expect(await press(app, pathsOf(app).approve)).toMatchObject({ status: 403 });
    expect(await stateOf(review)).toBe('open');
  });

  it('that was changed is none', async () => {
    await using app = await ReviewApp.use();
    const review = await app.ask();
    const { approve, reject } = pathsOf(app);
    const [payload] = reject.split('.');
    const mixed = `${String(payload)}.${String(approve.split('.')[1])}`;
    for (const path of [mixed, `${approve}x`, '/api/links/nonsense', '/api/links/a.b.c']) {
      expect(await press(app, path)).toMatchObject({ status: 404 });
    }
    expect(await stateOf(review)).toBe('open');
  });
});
