import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openServices, type Services } from '../../../src/services/open-services';
import { Records } from '../../../src/services/stand-in/records';
import type { ActivityContract } from '../../../src/shared/contract';
import type { z } from 'zod';

/** All stand-ins on a folder of their own, which `dispose` removes. */
export class StandIns {
  readonly folder = mkdtempSync(join(tmpdir(), 'stand-ins-'));
  #services: Services = openServices({ dataFolder: this.folder, urls: {} });
  #keys = 0;

  /** Runs an activity, each time with a new idempotency key unless one is given. */
  async run<Input extends z.ZodType, Output extends z.ZodType>(
    { name, output }: ActivityContract<Input, Output>,
    payload: z.input<Input>,
    idempotencyKey = `test/${++this.#keys}`,
  ): Promise<z.output<Output>> {
    return output.parse(await this.runByName(name, payload, idempotencyKey));
  }

  async runByName(name: string, payload: unknown, idempotencyKey: string): Promise<unknown> {
    const activity = this.#services.activities.find(({ contract }) => contract.name === name);
    if (!activity) throw new Error(`There is no activity ${name}`);
    return activity.handle(payload, { idempotencyKey });
  }

  /** As after a restart of the process: nothing is left but the files. */
  restart(): void {
    this.#services.close();
    this.#services = openServices({ dataFolder: this.folder, urls: {} });
  }

  /** A second reader of what a stand-in has recorded. */
  records(service: string): Records {
    return new Records({ folder: this.folder, service });
  }

  dispose(): void {
    this.#services.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
