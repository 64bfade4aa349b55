import type { TestInstance } from 'embedded-host/testing';
import type { z } from 'zod';
import { approvalIdOf } from '../../src/entities/approval-inbox/contract';
import { type CaseOrder, decisionStep, informationGiven } from '../../src/processes/back-office-case/contract';
import { cabinetIn } from '../../src/services/casework/files';
import { Records } from '../../src/services/stand-in/records';
import type { CaseType } from '../../src/shared/case-type';
import type { App, Reply } from './app';

type Order = z.input<typeof CaseOrder>;

/** A case that passes every validation, changed where a test says so. */
export function aCase(change: Partial<Order> & { readonly options?: object } = {}) {
  return {
    ...{ type: 'invoice', reference: 'INV-1001', submittedBy: { id: 'ann', email: 'ann@example.com' } },
    facts: { supplier: 'ACME', amountCents: 12_000, country: 'DE' },
    ...change,
  };
}

/** A case of a type of its own, with one validation that a test is about. */
export function aConfiguredCase(change: Partial<z.input<typeof CaseType>>, order: Partial<Order> = {}) {
  const usual = { title: 'Trial', work: { role: 'clerk', when: 'referred' } };
  return aCase({ type: 'trial', ...order, options: { caseTypes: { trial: { ...usual, ...change } } } });
}

/** What a back office and its submitters do with the cases of an app. */
export class BackOffice {
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  /** Starts a case past the edge and lets it go as far as it can without time passing. */
  async open(order: object, instanceId?: string): Promise<TestInstance> {
    const { host } = this.#app;
    const instance = await host.start('back-office-case', order, instanceId === undefined ? {} : { instanceId });
    await host.settled();
    return instance;
  }

  async inform(instance: TestInstance, request: string, facts: object): Promise<void> {
    await instance.raiseEvent(informationGiven, { request, facts });
    await this.#app.host.settled();
  }

  async decide(instance: TestInstance, decision: 'approve' | 'reject', as = 'bob; roles=clerk'): Promise<Reply> {
    const reply = await this.#app.post(this.#path(instance), { decision }, { 'X-Development-Principal': as });
    await this.#app.host.settled();
    return reply;
  }

  async claim(instance: TestInstance, as: string): Promise<Reply> {
    return this.#app.post(`${this.#path(instance)}/claim`, {}, { 'X-Development-Principal': as });
  }

  /** The state of every file, in the order of their references. */
  files(): readonly string[] {
    const records = new Records({ folder: this.#app.folder, service: 'casework' });
    const states = cabinetIn(records)
      .files.all()
      .map(({ state }) => state);
    records.close();
    return states;
  }

  #path({ id: instanceId }: TestInstance): string {
    return `/approvals/${approvalIdOf({ process: 'back-office-case', instanceId, step: decisionStep })}`;
  }
}
