import { join } from 'node:path';
import type { TestHost, TestInstance } from 'embedded-host/testing';
import type { StockLevelState } from '../../src/entities/stock-level/contract';
import { approvalEvent, approvalIdOf } from '../../src/entities/approval-inbox/contract';
import { approvalStep, purchase } from '../../src/processes/purchase/contract';
import { type HostedApp, hostApp, lendApp } from './hosted-apps';
import { ServiceRecords } from './service-records';

const projectFolder = join(__dirname, '..', '..');

/** The built app on a host of its own with virtual time, and what its services have recorded. */
export class App implements AsyncDisposable {
  readonly host: TestHost;
  readonly records: ServiceRecords;
  /** Where the services keep their records. */
  readonly folder: string;
  readonly #end: HostedApp['end'];

  constructor({ host, folder, end }: HostedApp) {
    this.host = host;
    this.folder = folder;
    this.#end = end;
    this.records = new ServiceRecords(folder);
  }

  /** Starts a purchase past the edge and lets it go as far as it can without time passing; a new one unless told otherwise. */
  async buy(order: object, { version = purchase.version }: { version?: number } = {}): Promise<TestInstance> {
    const instance = await this.host.start(purchase.name, { ...order, processVersion: version });
    await this.host.settled();
    return instance;
  }

  async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    const response = await this.host.fetch(`/api${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return replyOf(response);
  }

  async get(path: string): Promise<Reply> {
    return replyOf(await this.host.fetch(`/api${path}`));
  }

  /** Decides past the edge, as the edge would. */
  async decide({ id }: TestInstance, decision: 'approve' | 'reject'): Promise<void> {
    const at = (await this.host.now()).toISOString();
    await this.host.instance(id).raiseEvent(approvalEvent(approvalStep), {
      ...{ decisionId: `decision of ${id}`, decision, by: 'bob', at },
    });
    await this.host.settled();
  }

  approvalId({ id }: TestInstance): string {
    return approvalIdOf({ process: 'purchase', instanceId: id, step: approvalStep });
  }

  async stock(sku: string): Promise<StockLevelState | undefined> {
    return this.host.entity('stockLevel', sku).state<StockLevelState>();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end();
  }
}

export interface Reply {
  readonly status: number;
  readonly type: string;
  readonly headers: Headers;
  // What a test expects of the body is what it asserts.
  readonly body: Record<string, unknown>;
}

async function replyOf(response: Response): Promise<Reply> {
  const body: unknown = await response.json();
  if (typeof body !== 'object' || body === null) throw new Error('expected an object');
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    headers: response.headers,
    body: { ...body },
  };
}

/** The app as it is after a start, by the settings given. For as long as the test, which shares it with no other. */
export async function useApp(env: Record<string, string> = {}): Promise<App> {
  return new App(await lendApp(projectFolder, env));
}

/** As `useApp`, and it really starts and stops: for a test of what happens then, or of what the app tells until the end. */
export async function startApp(env: Record<string, string> = {}): Promise<App> {
  return new App(await hostApp(projectFolder, env));
}
