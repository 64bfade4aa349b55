import { join } from 'node:path';
import type { TestHost, TestInstance } from 'embedded-host/testing';
import { z } from 'zod';
import { messagesIn } from '../../src/services/notifications/notifications';
import { Records } from '../../src/services/stand-in/records';
import { type HostedApp, lendApp } from './hosted-apps';

const HOUR_MS = 3_600_000;

const Links = z.object({ approveUrl: z.string(), rejectUrl: z.string() });
const Body = z.record(z.string(), z.unknown());

/** What a process asks for when nothing else is said: a clerk, within four days, reminded after one. */
const usual = {
  ...{ subject: 'A loan', facts: { amount: '5000.00 EUR' }, candidateRoles: ['clerk'], excluded: ['agent'] },
  ...{ remindAfterMs: 24 * HOUR_MS, expireAfterMs: 96 * HOUR_MS, whenExpired: 'expire', to: 'clerks@example.com' },
};

/** An app with a process that only asks for an approval, on a host of its own with virtual time. */
export class ReviewApp implements AsyncDisposable {
  readonly host: TestHost;
  readonly #folder: string;
  readonly #end: HostedApp['end'];

  constructor({ host, folder, end }: HostedApp) {
    this.host = host;
    this.#folder = folder;
    this.#end = end;
  }

  static async use(env: Record<string, string> = {}): Promise<ReviewApp> {
    return new ReviewApp(await lendApp(join(__dirname, 'review-app'), env));
  }

  async ask(change: object = {}): Promise<Review> {
    const instance = await this.host.start('review', { ...usual, ...change });
    await this.host.settled();
    return new Review(this, instance);
  }

  /** As somebody, said by the development header: `ann; roles=clerk`. */
  async get(path: string, as: string): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
    const response = await this.host.fetch(`/api${path}`, { headers: { 'X-Development-Principal': as } });
    return { status: response.status, body: Body.parse(await response.json()) };
  }

  async post(path: string, as: string, body: object = {}) {
    const response = await this.host.fetch(`/api${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Development-Principal': as },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: Body.parse(await response.json()) };
  }

  /** The paths of the links in the mails that were sent, oldest first. */
  links() {
    const records = new Records({ folder: this.#folder, service: 'notifications' });
    const mails = messagesIn(records).all();
    records.close();
    return mails.map(({ data }) => {
      const { approveUrl, rejectUrl } = Links.parse(data);
      return { approve: new URL(approveUrl).pathname, reject: new URL(rejectUrl).pathname };
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end();
  }
}

export class Review {
  readonly instance: TestInstance;
  readonly id: string;
  readonly #app: ReviewApp;

  constructor(app: ReviewApp, instance: TestInstance) {
    this.#app = app;
    this.instance = instance;
    this.id = `review~${instance.id}~review`;
  }

  decide(as: string, decision: 'approve' | 'reject' = 'approve', more: object = {}) {
    return this.#app.post(`/approvals/${this.id}`, as, { decision, ...more });
  }

  act(type: 'claim' | 'unclaim' | 'delegate', as: string, body: object = {}) {
    return this.#app.post(`/approvals/${this.id}/${type}`, as, body);
  }

  async view(as = 'op; roles=operator') {
    return (await this.#app.get(`/approvals/${this.id}`, as)).body;
  }
}
