/** Every process with marked people: to its good ends and to its bad ones, by people who write comments. */
import type { TestHost, TestInstance } from 'embedded-host/testing';
import { z } from 'zod';
import { approvalIdOf } from '../../../src/entities/approval-inbox/contract';
import { InterventionView } from '../../../src/http/intervention-view';
import { registeredProcesses, subProcesses } from '../../../src/registered-processes';
import type { ProcessContract } from '../../../src/shared/contract';
import { aCase } from '../../support/a-case';
import { aTrip, TOTAL_CENTS, withOffers } from '../../support/a-trip';
import { anApplication, appliedBy, documents, livingAt } from '../../support/an-application';
import { anExpensiveOrder, anOrder, shippedTo } from '../../support/an-order';
import type { App, Reply } from '../../support/app';
import { aSignUp, provisioningOf, secretMailedTo } from '../../support/customers';
import type { Marks } from '../../support/marks';

export const contracts: readonly ProcessContract[] = [
  ...registeredProcesses.map(({ process }) => process),
  ...subProcesses,
].map(({ contract }) => contract);

const Listed = z.object({ open: z.array(InterventionView) });

export type Story = (people: MarkedPeople) => Promise<void>;

/** The app, by the hands of people who are marked. */
export class MarkedPeople {
  readonly app: App;
  readonly marks: Marks;
  readonly refusals: Reply[] = [];
  readonly #names = new Map<string, string>();
  #keys = 0;

  /** Sees what there is now, before it changes or is erased. */
  readonly look: () => Promise<void>;

  constructor(app: App, marks: Marks, look: () => Promise<void>) {
    this.app = app;
    this.marks = marks;
    this.look = look;
  }

  /** Past the edge where the order has options, which the edge takes from settings. */
  async begin(process: string, order: object): Promise<TestInstance> {
    const { host } = this.app;
    const marked = this.marks.in(contractOf(process).input, order);
    const id = 'options' in marked ? (await host.start(process, marked)).id : await this.#order(process, marked);
    await host.settled();
    return host.instance(id);
  }

  /** The same person under the same name. */
  name(who: string): string {
    const name = this.#names.get(who) ?? this.marks.next(who);
    this.#names.set(who, name);
    return name;
  }

  as(who: string, ...roles: readonly string[]): Record<string, string> {
    return { 'X-Development-Principal': `${this.name(who)}; roles=${roles.join(',')}` };
  }

  async act(path: string, body: object, as: Record<string, string> = {}): Promise<Reply> {
    const reply = await this.app.post(path, body, as);
    if (reply.status === 400) this.refusals.push(reply);
    await this.app.host.settled();
    return reply;
  }

  async tell({ id }: TestInstance, process: string, event: string, data: object): Promise<void> {
    const schema = contractOf(process).events?.[event];
    if (schema === undefined) throw new Error(`${process} knows no ${event}.`);
    await this.act(`/processes/${process}/${id}/events/${event}`, this.marks.in(schema, data));
  }

  async cancel({ id }: TestInstance, process: string): Promise<void> {
    await this.act(`/processes/${process}/${id}/cancel`, {
      by: this.name('customer'),
      reason: this.marks.next('moving'),
    });
  }

  approval({ id: instanceId }: TestInstance, process: string, step: string): string {
    return `/approvals/${approvalIdOf({ process, instanceId, step })}`;
  }

  async decide(
    approval: string,
    decision: 'approve' | 'reject',
    who: string,
    ...roles: readonly string[]
  ): Promise<void> {
    await this.act(approval, { decision, comment: this.marks.next('because ') }, this.as(who, ...roles));
  }

  /** An operator who has each stuck step tried again, and then gives it up or says that it is done. */
  async decideInterventions(): Promise<void> {
    for (const action of ['retry', 'resolve', 'giveUp'] as const) {
      const { open } = Listed.parse((await this.app.get('/interventions')).body);
      for (const { interventionId, actions } of open) {
        if (!actions.includes(action)) continue;
        const reason = this.marks.next('called ');
        await this.act(`/interventions/${interventionId}`, { action, reason }, this.as('olga', 'operator'));
      }
      await this.look();
    }
  }

  async #order(process: string, order: object): Promise<string> {
    const key = `key-${++this.#keys}`;
    const { status, body } = await this.act(`/processes/${process}`, order, { 'Idempotency-Key': key });
    if (status !== 202) throw new Error(`${process} was not started: ${JSON.stringify(body)}`);
    return z.string().parse(body['id']);
  }
}

export function contractOf(process: string): ProcessContract {
  const contract = contracts.find(({ name }) => name === process);
  if (contract === undefined) throw new Error(`There is no process ${process}.`);
  return contract;
}

const DAY = { days: 1 };

export async function purchases(people: MarkedPeople): Promise<void> {
  const { host } = people.app;
  const twoWarehouses = [
    { sku: 'MUG-RED', quantity: 1 },
    { sku: 'SHIRT-M', quantity: 1 },
  ];
  for (const order of [
    anOrder({ lines: twoWarehouses }),
    anOrder({ cardToken: 'tok_flaky_2' }),
    anOrder({ cardToken: 'tok_declined' }),
    anOrder({ cardToken: 'tok_outage' }),
    anOrder(shippedTo({ country: 'AQ' })),
    anOrder(shippedTo({ postalCode: 'FLAKY-2' })),
    anOrder({ customer: { id: 'customer-2', email: 'outage@example.com' } }),
    anOrder({ cardToken: 'tok_capture_declined+void_outage' }),
  ]) {
    await people.begin('purchase', order);
  }
  const options = { approverEmail: 'approvers@example.com' };
  const [approved, rejected, cancelled] = [
    await people.begin('purchase', anExpensiveOrder()),
    await people.begin('purchase', anExpensiveOrder({ options })),
    await people.begin('purchase', anExpensiveOrder()),
    await people.begin('purchase', anExpensiveOrder({ options })),
  ];
  await people.decide(people.approval(approved, 'purchase', 'approval'), 'approve', 'bob', 'approver');
  await people.decide(people.approval(rejected, 'purchase', 'approval'), 'reject', 'bob', 'approver');
  await people.cancel(cancelled, 'purchase');
  await host.skip({ days: 6 });
  await people.decideInterventions();
}

export async function accountOpenings(people: MarkedPeople): Promise<void> {
  const { host } = people.app;
  const unclear = appliedBy('ID-UNCLEAR');
  const options = { reviewerEmail: 'reviewers@example.com', supervisorEmail: 'supervisors@example.com' };
  let count = 0;
  const apply = (change: Parameters<typeof anApplication>[0] = {}) =>
    people.begin('account-opening', { ...anApplication(change), applicationId: `app-${++count}` });
  await apply();
  for (const change of [appliedBy('ID-FORGED'), appliedBy('ID-RATE-OUTAGE'), livingAt({ postalCode: 'OUTAGE' })])
    await apply(change);
  await apply({ branch: 'ACTIVATE-REFUSED+CLOSE-OUTAGE' });
  const incomplete = await apply({ documents: [] });
  await people.tell(incomplete, 'account-opening', 'documentsProvided', {
    documents: documents('identityDocument', 'proofOfAddress', 'proofOfIncome'),
  });
  const [approved, rejected, cancelled] = [
    await apply(unclear),
    await apply({ ...unclear, options }),
    await apply(unclear),
  ];
  await apply({ ...unclear, options });
  await review(people, people.approval(approved, 'account-opening', 'review'));
  await people.decide(people.approval(rejected, 'account-opening', 'review'), 'reject', 'rita', 'accountReviewer');
  await people.cancel(cancelled, 'account-opening');
  await host.skip({ days: 8 });
  await people.decideInterventions();
  await people.begin('transfer', { from: 'ACC-ADA', to: 'ACC-BOB', cents: 100 });
}

/** Four eyes, of which two are a delegate's. */
async function review(people: MarkedPeople, approval: string): Promise<void> {
  const rita = people.as('rita', 'accountReviewer');
  const comment = people.marks.next('please ');
  await people.act(`${approval}/claim`, { comment }, rita);
  await people.act(`${approval}/unclaim`, { comment }, rita);
  await people.act(`${approval}/delegate`, { to: people.name('dan'), comment }, rita);
  await people.look();
  await people.decide(approval, 'approve', 'dan');
  await people.decide(approval, 'approve', 'dan');
  await people.look();
  await people.decide(approval, 'approve', 'ron', 'accountReviewer');
}

export async function onboardings(people: MarkedPeople): Promise<void> {
  const { app } = people;
  const signUp = (id: string, clauses = '') => people.begin('onboarding', aSignUp(clauses, { id }));
  for (const trouble of [
    '',
    'crm-refused',
    'billing-outage+crm-remove-outage',
    'support-flaky-8',
    'mail-erase-flaky-2',
  ]) {
    const customer = await signUp(`customer-${trouble}`, trouble);
    await people.act(`/confirmations/${customer.id}`, { secret: people.marks.next() });
    await people.act(`/confirmations/${customer.id}`, { secret: secretMailedTo(app, customer) });
  }
  const halfway = await signUp('halfway', 'billing-flaky-4');
  await people.act(`/confirmations/${halfway.id}`, { secret: secretMailedTo(app, halfway) });
  await people.cancel(provisioningOf(app, halfway, 'billing', 'now'), 'provisioning');
  await signUp('nobody');
  await people.cancel(await signUp('leaves'), 'onboarding');
  await app.host.skip({ days: 8 });
  await people.decideInterventions();
  await erasures(people);
}

/** One of them while the mails still come. */
async function erasures(people: MarkedPeople): Promise<void> {
  await people.look();
  for (const customerId of ['customer-', 'customer-mail-erase-flaky-2']) await people.begin('erasure', { customerId });
  await people.look();
  await people.cancel(await people.begin('erasure', { customerId: 'customer-support-flaky-8' }), 'erasure');
  await people.app.host.skip({ days: 4 });
}

/** A type of case whose mailboxes are told of everything. */
const invoice = {
  title: 'Incoming invoice',
  validations: [
    { name: 'completeness', check: { kind: 'completeness', required: ['supplier'] } },
    { name: 'duplicates', check: { kind: 'duplicates' } },
    { name: 'fraud', check: { kind: 'fraud', explainedBy: 'explanation' }, whenFailed: 'refer' },
  ],
  work: {
    role: 'clerk',
    when: 'always',
    mailbox: 'clerks@example.com',
    escalation: [{ afterMs: 86_400_000, roles: ['supervisor'] }],
  },
  sla: [{ level: 'warning', afterMs: 3_600_000, mailbox: 'owners@example.com' }],
};

export async function cases(people: MarkedPeople): Promise<void> {
  const { host } = people.app;
  const supplier = people.marks.next('ACME ');
  const open = (reference: string, change: object = {}) =>
    people.begin('back-office-case', { ...aCase({ reference }), facts: { supplier }, ...change });
  const options = { caseTypes: { invoice } };
  const rejected = await open('INV-1', { options });
  await people.act(
    `${people.approval(rejected, 'back-office-case', 'decision')}/claim`,
    {},
    people.as('carl', 'clerk'),
  );
  await people.decide(people.approval(rejected, 'back-office-case', 'decision'), 'reject', 'carl', 'clerk');
  const approved = await open('INV-2+APPROVE-FLAKY-2', { options });
  await people.decide(people.approval(approved, 'back-office-case', 'decision'), 'approve', 'carl', 'clerk');
  const asked = await open('INV-3', { facts: {}, options });
  await people.tell(asked, 'back-office-case', 'informationGiven', { request: 'completeness/1', facts: { supplier } });
  await open('INV-4+FRAUD-OUTAGE', { options });
  await open('INV-5', { options });
  await people.cancel(await open('INV-6+WITHDRAW-OUTAGE', { options }), 'back-office-case');
  await batch(people);
  await host.skip({ days: 6 });
  await people.decideInterventions();
  await host.skip({ days: 20 });
}

/** Of two cases, of which one is paused until it gets what it asks for; another batch is cancelled. */
async function batch(people: MarkedPeople): Promise<void> {
  const expense = (reference: string, facts: object) => aCase({ type: 'expense', reference, facts: { ...facts } });
  const mailboxes = { work: { ...invoice.work, when: 'referred' }, sla: invoice.sla };
  const options = { caseTypes: { expense: { ...invoice, ...mailboxes } } };
  const order = { cases: [expense('E-1', { supplier: 'ACME' }), expense('E-2', {})], options };
  const instance = await people.begin('back-office-batch', order);
  for (const event of ['pause', 'resume']) await people.tell(instance, 'back-office-batch', event, { by: 'boss' });
  const asked = people.app.host.instance((await people.app.host.calls('casework.open')).at(-1)?.instanceId ?? '');
  const answer = { request: 'completeness/1', facts: { supplier: 'ACME' } };
  await people.tell(asked, 'back-office-case', 'informationGiven', answer);
  const incomplete = { cases: [expense('E-3', {}), expense('E-4', {})], concurrency: 1, options };
  await people.cancel(await people.begin('back-office-batch', incomplete), 'back-office-batch');
}

export async function trips(people: MarkedPeople): Promise<void> {
  const { app } = people;
  let count = 0;
  const book = async (change: Parameters<typeof aTrip>[1] = {}) =>
    people.begin('trip-booking', { ...(await aTrip(app, change)), tripId: `trip-${++count}` });
  const booked = await book();
  await book({ parts: withOffers({ hotel: 'SOLD-OUT' }) });
  await book({ parts: withOffers({ flight: 'RELEASE-OUTAGE' }), cardToken: 'tok_declined' });
  await book({ cardToken: 'tok_capture_declined+void_outage' });
  const dearer = await book({ agreedCents: TOTAL_CENTS - 1_000 });
  await people.tell(dearer, 'trip-booking', 'priceAnswered', { decision: 'accept', totalCents: TOTAL_CENTS });
  await people.cancel(await book({ agreedCents: TOTAL_CENTS - 1_000 }), 'trip-booking');
  await people.cancel(booked, 'trip-booking');
  await app.host.skip(DAY);
  await people.decideInterventions();
}

/** What the edge refuses, and what a process refuses that was started past it. */
export async function mistakes(people: MarkedPeople): Promise<void> {
  const { app, marks } = people;
  for (const { process, example } of registeredProcesses) {
    const { name, input } = process.contract;
    const path = `/processes/${name}`;
    const spoilt = marks.spoiling(input, { ...example, surplus: marks.next() });
    await people.act(path, spoilt, { 'Idempotency-Key': 'spoilt' });
    await app
      .post(path, `{"customer": "${marks.next()}`, { 'Idempotency-Key': 'torn' })
      .then((reply) => people.refusals.push(reply));
    await app.host.start(name, spoilt);
  }
  await people.act('/processes/purchase', anOrder(), { 'X-Development-Principal': `${marks.next()}; ${marks.next()}` });
  await people.act('/interventions/purchase~nobody~1', { action: marks.next(), reason: '' });
  await app.host.settled();
}

/** What nobody has thought of, in an app whose errors quote what was sent. */
export async function surprises({ host, marks }: { readonly host: TestHost; readonly marks: Marks }): Promise<void> {
  for (const body of [`{"customer": ${marks.next('ada')}`, marks.next('Dear '), `Dear all,\n    at ${marks.next()}`]) {
    const { status } = await host.fetch('/api/fail', { method: 'POST', body });
    if (status !== 500) throw new Error(`The careless app answered ${status}.`);
  }
}
