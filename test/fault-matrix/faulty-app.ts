import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startTestHost } from 'embedded-host/testing';
import { ChangedApp } from '../replay/changed-app';
import { App } from '../support/app';
import type { HostedApp } from '../support/hosted-apps';
import { EntityNotes } from './entity-notes';
import type { Fault } from './fault';
import { FaultyServices } from './faulty-services';

const MAIN = 'faulty-entities.cjs';

interface EntityFault {
  readonly instanceId: string;
  readonly step: string;
  readonly times: number | null;
}

/** The built app, with services and entities that fail on demand. */
export class FaultyApp extends App {
  readonly services: FaultyServices;
  readonly #copy: ChangedApp;
  readonly #notes: EntityNotes;
  #entityFaults: EntityFault[] = [];

  private constructor(copy: ChangedApp, hosted: HostedApp) {
    super(hosted);
    this.#copy = copy;
    this.#notes = new EntityNotes(notesIn(copy));
    this.services = new FaultyServices(hosted.folder);
  }

  static async start(): Promise<FaultyApp> {
    const copy = await ChangedApp.make();
    cpSync(join(__dirname, MAIN), join(copy.folder, MAIN));
    copy.startWith(MAIN);
    const folder = join(copy.folder, 'services');
    const files = { FAULT_PLAN: planIn(copy), ENTITY_NOTES: notesIn(copy) };
    const host = await startTestHost(copy.folder, { env: { DATA_FOLDER: folder, ...files } });
    const app = new FaultyApp(copy, { host, folder, end: () => host.stop() });
    await app.services.standBefore(host);
    return app;
  }

  isActivity(step: string): boolean {
    return this.services.activities.includes(step.split('/', 1)[0] ?? '');
  }

  /** Services and entities can; waits cannot. */
  canFail(step: string): boolean {
    return this.isActivity(step) || this.#notes.has(step);
  }

  fail(instanceId: string, step: string, fault: Fault): void {
    if (this.isActivity(step)) this.services.fail(instanceId, step, fault);
    else this.#entityFaults.push({ instanceId, step, times: fault.times ?? null });
    this.#writePlan();
  }

  async recover(): Promise<void> {
    this.#entityFaults = [];
    this.#writePlan();
    await this.services.recover();
  }

  /** The steps that entities have carried out for an instance, one each time. */
  entitySteps(instanceId: string): readonly string[] {
    return this.#notes.stepsOf(instanceId);
  }

  #writePlan(): void {
    writeFileSync(planIn(this.#copy), JSON.stringify(this.#entityFaults));
  }

  override async [Symbol.asyncDispose](): Promise<void> {
    this.services.close();
    await super[Symbol.asyncDispose]();
    await this.#copy[Symbol.asyncDispose]();
  }
}

function planIn({ folder }: ChangedApp): string {
  return join(folder, 'fault-plan.json');
}

function notesIn({ folder }: ChangedApp): string {
  return join(folder, 'entity-notes.jsonl');
}
