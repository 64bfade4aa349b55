/**
 * Personal data and secrets reach nobody but whom they are meant for. All processes are driven with a mark in every field
 * that a contract says is personal or secret, and all that tells of them is searched for marks.
 */
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { startTestHost } from 'embedded-host/testing';
import { registeredProcesses } from '../../src/registered-processes';
import { messages } from '../../src/telemetry/messages';
import { type App, startApp } from '../support/app';
import { Ingestion } from '../../scripts/record-telemetry/ingestion.mts';
import { Marks } from '../support/marks';
import { Shop } from '../support/shop';
import { described, instancesOf, samplesOf } from './marked/data';
import {
  accountOpenings,
  cases,
  MarkedPeople,
  mistakes,
  onboardings,
  purchases,
  type Story,
  surprises,
  trips,
} from './marked/stories';

/** An approval that has ended is nobody's; a transfer is over before anybody could cancel it. */
const CANNOT_BE = /^((approvalInbox: ended|approvalRecord: record)\.claim\.|result of transfer: reason$)/;

/** No process of the app has a follow-up date; the others are about no process. */
const UNTOLD = /^(approval\.overdue$|(telemetry|retention)\.)/;

/** Weeks pass in this test. */
const seldom = { MONITORING__SCHEDULE: '0 0 */6 * * *', MONITORING__STUCK_SCHEDULE: '30 0 */6 * * *' };

const carelessApp = join(__dirname, '..', 'support', 'careless-app');

const TAKES_MS = 180_000;
const stories: readonly Story[] = [mistakes, trips, purchases, onboardings, accountOpenings, cases];

describe('of what is marked as personal or secret', () => {
  const marks = new Marks();
  const told: Record<string, string> = {};

  function hear(kind: string, said: unknown): void {
    told[kind] = `${told[kind] ?? ''}${typeof said === 'string' ? said : JSON.stringify(said)}\n`;
  }

  async function look(app: App): Promise<void> {
    const instances = await instancesOf(app);
    for (const { customStatus, instanceId } of instances) {
      hear('custom statuses', customStatus);
      hear('names of instances', instanceId);
    }
    for (const { name, schema, value } of await samplesOf(app, instances)) marks.see(name, schema, value);
  }

  /** On a host of its own, because a service that is down is left alone for a while, by others as well. */
  async function play(story: Story): Promise<void> {
    await using ingestion = await Ingestion.open();
    await using app = await startApp({ ...seldom, OTEL_EXPORTER_OTLP_ENDPOINT: ingestion.url });
    const people = new MarkedPeople(app, marks, () => look(app));
    await story(people);
    await look(app);
    hear('refusals', people.refusals);
    hear('spans of the host', await app.host.spans());
    await app.host.stop();
    hear('log of the host', app.host.logs().join('\n'));
    for (const { path, body } of ingestion.otlp) hear(path, body);
  }

  async function playSurprises(): Promise<void> {
    await using ingestion = await Ingestion.open();
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: ingestion.url };
    await using host = await startTestHost(carelessApp, { env, storage: 'memory' });
    await surprises({ host, marks });
    hear('spans of the host', await host.spans());
    await host.stop();
    hear('log of the host', host.logs().join('\n'));
    for (const { path, body } of ingestion.otlp) hear(path, body);
  }

  beforeAll(async () => {
    for (const story of stories) {
      await play(story);
    }
    await playSurprises();
  }, TAKES_MS);

  it('everything has had a value', () => {
    const unseen = described.flatMap(({ name, schema }) => marks.unseen(name, schema));
    expect(unseen.filter((field) => !CANNOT_BE.test(field))).toEqual([]);
  });

  it('every value is one that can be told from others', () => {
    expect(marks.unmarked).toEqual([]);
  });

  it('everything that can be told of a process has been told', () => {
    const untold = Object.keys(messages).filter((id) => !told['/v1/logs']?.includes(`"${id}"`));
    expect(untold.filter((id) => !UNTOLD.test(id))).toEqual([]);
  });

  it.each([
    ['custom statuses', '"fault":'],
    ['names of instances', 'trip-booking'],
    ['refusals', '"field":'],
    ['spans of the host', 'orchestration:trip-booking'],
    ['log of the host', 'purchase'],
    ['/v1/traces', 'business_process.compensation'],
    ['/v1/metrics', 'business_process.compensations'],
    ['/v1/logs', 'intervention.opened'],
  ])('nothing is in the %s', (kind, expected) => {
    expect(told[kind]).toContain(expected);
    expect(marks.foundIn(told[kind] ?? '')).toEqual([]);
  });
});

describe('standard output and standard error of a host that tells everything on its console', () => {
  it('have no marked value', async () => {
    const marks = new Marks();
    await using shop = new Shop({ TELEMETRY__EXPORTER: 'console' });
    const url = await shop.host.url();
    const send = async (process: string, order: object): Promise<number> => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': marks.next('key-') };
      const body = JSON.stringify(order);
      return (await fetch(`${url}/api/processes/${process}`, { method: 'POST', headers, body })).status;
    };
    for (const { process, example } of registeredProcesses) {
      const { name, input } = process.contract;
      expect(await send(name, marks.in(input, example))).toBe(202);
      await send(name, marks.spoiling(input, { ...example, surplus: marks.next() }));
    }
    await shop.host.outputMatching(/name: 'payments\.capture'/);
    const { output, errors } = await shop.host.stop();
    expect(output).toContain('process.ended');
    expect(marks.foundIn(output + errors)).toEqual([]);
  });
});
