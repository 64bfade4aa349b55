import type { TestInstance } from 'embedded-host/testing';
import { provisioningKey, provisioningName, type System } from '../../src/processes/onboarding/contract';
import { childInstanceId } from '../../src/shared/child-instance';
import type { App, Reply } from './app';

/** Somebody for whom all goes well; the clauses of the address make it otherwise (docs/test-values.md). */
export function aSignUp(clauses = '', change: { readonly id?: string; readonly options?: object } = {}) {
  const { id = 'ada', options = {} } = change;
  const email = `${['ada', clauses].filter((part) => part !== '').join('+')}@example.com`;
  return { customer: { id, name: 'Ada Lovelace', email }, plan: 'team', options };
}

/** Signs up past the edge and goes as far as it can without time passing. */
export async function signUp(app: App, order: object = aSignUp()): Promise<TestInstance> {
  const instance = await app.host.start('onboarding', order);
  await app.host.settled();
  return instance;
}

/** The secret of the mail that was sent last, as the customer reads it in the link. */
export function mailedSecret(app: App): string {
  return mailedSecrets(app)[0] ?? '';
}

export function mailedSecrets(app: App): string[] {
  return app.records.secretMails().map(({ link }) => new URL(link).hash.slice(1));
}

/** Where several have signed up. */
export function secretMailedTo({ records }: App, { id }: TestInstance): string {
  const links = records.secretMails().map(({ link }) => new URL(link));
  return links.find(({ pathname }) => pathname.endsWith(`/${id}`))?.hash.slice(1) ?? '';
}

export function confirm(app: App, { id }: TestInstance, secret = mailedSecret(app)): Promise<Reply> {
  return app.post(`/confirmations/${id}`, { secret });
}

/** Signs up and confirms the address. */
export async function onboard(app: App, order: object = aSignUp()): Promise<TestInstance> {
  const instance = await signUp(app, order);
  await confirm(app, instance);
  await app.host.settled();
  return instance;
}

export function provisioningOf({ host }: App, { id }: TestInstance, system: System, when: 'now' | 'later') {
  return host.instance(childInstanceId(id, provisioningName, provisioningKey(system, when)));
}

/** The states of the accounts at the three systems. */
export function accountsOf({ records }: App) {
  const systems = ['crm', 'billing', 'support'] as const;
  return Object.fromEntries(systems.map((system) => [system, records.accounts(system).map(({ state }) => state)]));
}

export const everywhere = { crm: ['open'], billing: ['open'], support: ['open'] };
export const closedEverywhere = { crm: ['closed'], billing: ['closed'], support: ['closed'] };
