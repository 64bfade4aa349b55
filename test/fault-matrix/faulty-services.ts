/** Stands between the app and its stand-ins: fails requests as told, and notes every effect that was asked for. */
import { z } from 'zod';
import type { TestHost } from 'embedded-host/testing';
import { openServices, type Services } from '../../src/services/open-services';
import { type Fault, type Moment, momentOf } from './fault';

const Envelope = z.object({ idempotencyKey: z.string(), payload: z.unknown() });
type Envelope = z.infer<typeof Envelope>;

interface Request extends Envelope {
  readonly activity: string;
  readonly instanceId: string;
}

export class FaultyServices {
  /** The same services as the app's, on the same records: here a late request arrives, long after the app gave it up. */
  readonly #services: Services;
  readonly #faults = new Map<string, Fault>();
  readonly #requests = new Map<string, number>();
  readonly #asked: Request[] = [];
  #underWay: Request[] = [];

  constructor(dataFolder: string) {
    this.#services = openServices({ dataFolder, urls: {} });
  }

  get activities(): readonly string[] {
    return this.#services.activities.map(({ contract }) => contract.name);
  }

  async standBefore(host: TestHost): Promise<void> {
    for (const activity of this.activities) {
      await host.fake(activity, (input: unknown, { instanceId, real }) =>
        this.#carryOut({ ...Envelope.parse(input), activity, instanceId }, () => real()),
      );
    }
  }

  fail(instanceId: string, step: string, fault: Fault): void {
    this.#faults.set(`${instanceId}/${step}`, fault);
  }

  /** Everything works from now on, and what was under way has arrived. */
  async recover(): Promise<void> {
    this.#faults.clear();
    await this.#arrive(() => true);
  }

  /** The keys under which one instance has asked for one and the same effect; more than one would be two effects. */
  keysOf(instanceId: string, activity: string): readonly (readonly string[])[] {
    const asked = this.#asked.filter((request) => request.instanceId === instanceId && request.activity === activity);
    const byPayload = Map.groupBy(asked, ({ payload }) => JSON.stringify(payload));
    return [...byPayload.values()].map((requests) => [...new Set(requests.map((request) => request.idempotencyKey))]);
  }

  close(): void {
    this.#services.close();
  }

  async #carryOut(request: Request, real: () => Promise<unknown>): Promise<unknown> {
    const moment = this.#nextMoment(request.idempotencyKey);
    if (moment !== 'before its effect') this.#asked.push(request);
    switch (moment) {
      case undefined:
        return this.#answer(request, real);
      case 'before its effect':
        throw new Error(`service.unavailable: ${request.activity} cannot answer now`);
      case 'after its effect':
        await real();
        throw new Error(`service.unavailable: the answer of ${request.activity} is lost`);
      case 'ambiguous':
        this.#underWay.push(request);
        throw new Error(`activity.timeout: ${request.activity} took too long`);
    }
  }

  #nextMoment(key: string): Moment | undefined {
    const fault = this.#faults.get(key);
    if (fault === undefined) return undefined;
    const request = (this.#requests.get(key) ?? 0) + 1;
    this.#requests.set(key, request);
    return momentOf(fault, request);
  }

  /** The process has gone on to another step, which may undo what is under way: only now does that arrive. */
  async #answer(request: Request, real: () => Promise<unknown>): Promise<unknown> {
    const answer = await real();
    const isEarlier = ({ instanceId, idempotencyKey }: Request) =>
      instanceId === request.instanceId && idempotencyKey !== request.idempotencyKey;
    await this.#arrive(isEarlier);
    return answer;
  }

  async #arrive(which: (request: Request) => boolean): Promise<void> {
    const arriving = this.#underWay.filter(which);
    this.#underWay = this.#underWay.filter((request) => !arriving.includes(request));
    for (const { activity, payload, idempotencyKey } of arriving) {
      const service = this.#services.activities.find(({ contract }) => contract.name === activity);
      await service?.handle(payload, { idempotencyKey });
    }
  }
}
