/** The built app on the embedded host in a process of its own, as a customer and a collector see it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { SpawnedHost, temporaryFolder } from '../../embedded-host/test/cli/spawned-host';
import { projectRoot } from '../guards/fixture-tree';

const Started = z.object({ id: z.string(), viewUri: z.string() });
const Viewed = z.object({ state: z.string() });

export class Shop implements AsyncDisposable {
  readonly host: SpawnedHost;
  readonly #folder = temporaryFolder();

  /** What an exporter keeps on disk, it keeps in a folder of this shop's own. */
  constructor(env: Readonly<Record<string, string>>) {
    const place = { DATA_FOLDER: join(this.#folder.path, 'services'), TMPDIR: this.#folder.path };
    const quiet = { APPLICATIONINSIGHTS_STATSBEAT_DISABLED: 'true', APPLICATION_INSIGHTS_NO_STATSBEAT: 'true' };
    const args = [projectRoot, '--port', '0', '--storage', 'memory'];
    this.host = new SpawnedHost(args, { ...place, ...quiet, ...env });
  }

  /** Sends an order of docs/orders. */
  async order(name: string): Promise<z.infer<typeof Started>> {
    const response = await fetch(`${await this.host.url()}/api/processes/purchase`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': name },
      body: readFileSync(join(projectRoot, 'docs/orders', `${name}.json`)),
    });
    return Started.parse(await response.json());
  }

  async buy(name: string): Promise<string> {
    const { id, viewUri } = await this.order(name);
    await this.reaches(viewUri, 'completed');
    return id;
  }

  /** As the host has stored it. */
  async inputOf(instanceId: string): Promise<unknown> {
    const status = `${await this.host.url()}/runtime/webhooks/durabletask/instances/${instanceId}`;
    return z.object({ input: z.unknown() }).parse(await (await fetch(status)).json()).input;
  }

  async reaches(viewUri: string, state: string): Promise<void> {
    for (;;) {
      const viewed = Viewed.parse(await (await fetch(viewUri)).json());
      if (viewed.state === state) return;
      await pause(100);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.host.signal('SIGKILL');
    await this.host.ended;
    this.#folder.remove();
  }
}
