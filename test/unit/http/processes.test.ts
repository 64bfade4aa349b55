import { HttpRequest, type HttpResponseInit } from '@azure/functions';
import { OrchestrationRuntimeStatus as Status } from 'durable-functions';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { identify } from '../../../src/http/identity';
import { processRoutes } from '../../../src/http/processes';
import type { ProcessContract } from '../../../src/shared/contract';
import { FakeClient } from '../../support/fake-client';

const BoatOrder = z.strictObject({ seats: z.int(), name: z.string().default('Nobody') });

const boat = {
  name: 'boat-rental',
  title: 'Boat rental',
  description: 'Rents a boat.',
  version: 3,
  idempotencyKey: 'required',
  input: BoatOrder,
  result: z.object({ outcome: z.literal('returned') }),
  events: { boatReturned: z.strictObject({ hours: z.int().positive() }) },
  businessKey: ({ name }: { readonly name: string }) => name,
} as const satisfies ProcessContract;

const served = { contract: boat, order: BoatOrder, example: { seats: 2 }, options: { lake: 'blue' } };
const routes = processRoutes([served], identify({ inAzure: false, trustsEasyAuth: false }));

interface Sent {
  readonly query?: Record<string, string>;
  readonly params?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly client?: FakeClient;
}

async function ask(
  name: string,
  { params = {}, query = {}, headers = {}, body, client = new FakeClient() }: Sent = {},
) {
  const route = routes.find((each) => each.name === name);
  const request = new HttpRequest({
    ...{ method: route?.methods[0] ?? 'GET', url: `http://h/api/${route?.route ?? ''}`, params, query },
    ...{ headers: { 'Content-Type': 'application/json', ...headers } },
    ...(body === undefined ? {} : { body: { string: JSON.stringify(body) } }),
  });
  // These routes answer with plain parts.
  const answer = (await route?.handler(request, client, () => undefined)) as HttpResponseInit;
  const shown: unknown = answer.jsonBody ?? JSON.parse(z.string().parse(answer.body));
  return { status: answer.status ?? 200, body: z.looseObject({}).parse(shown) };
}

const start = (
  client: FakeClient,
  body: unknown = { seats: 2 },
  key: Record<string, string> = { 'Idempotency-Key': 'k' },
) => ask('start-boat-rental', { client, body, headers: key });

describe('the catalogue', () => {
  it('tells what each process takes, which version it has, and where to send an order', async () => {
    expect((await ask('list-processes')).body).toMatchObject({
      processes: [
        {
          ...{ name: 'boat-rental', title: 'Boat rental', description: 'Rents a boat.', version: 3 },
          idempotencyKey: 'required',
          input: { type: 'object', required: ['seats'], additionalProperties: false },
          example: { seats: 2 },
          events: { boatReturned: { properties: { hours: {} } } },
          links: {
            start: 'http://h/api/processes/boat-rental',
            cancel: 'http://h/api/processes/boat-rental/{id}/cancel',
            eventByBusinessKey: 'http://h/api/processes/boat-rental/events/{event}?businessKey={businessKey}',
          },
        },
      ],
    });
  });

  it('has each entry under its own address, too', async () => {
    const [entry] = z.array(z.unknown()).parse((await ask('list-processes')).body['processes']);
    expect((await ask('describe-boat-rental')).body).toEqual(entry);
  });
});

describe('a start that needs an Idempotency-Key', () => {
  it('is refused without one', async () => {
    const client = new FakeClient();
    expect(await start(client, { seats: 2 }, {})).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'Idempotency-Key' }] },
    });
    expect(client.starts).toEqual([]);
  });

  it('gives the version and the options along', async () => {
    const client = new FakeClient();
    await start(client);
    expect(client.starts).toMatchObject([
      { input: { seats: 2, name: 'Nobody', processVersion: 3, options: { lake: 'blue' } } },
    ]);
  });

  it('is answered as before when it is repeated, also after the instance has ended', async () => {
    const client = new FakeClient();
    const first = await start(client);
    client.finishAll();
    expect(await start(client)).toEqual(first);
    expect(client.starts).toHaveLength(1);
  });

  it('is refused when the key stands for another order', async () => {
    const client = new FakeClient();
    await start(client);
    expect(await start(client, { seats: 3 })).toMatchObject({ status: 422 });
  });

  it('names a member that nobody reads', async () => {
    const client = new FakeClient();
    expect(await start(client, { seats: 2, sails: 1 })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'sails' }] },
    });
  });
});

describe('an event', () => {
  const running = () => {
    const client = new FakeClient();
    client.put({ instanceId: 'b-1', name: 'boat-rental' });
    return client;
  };
  const tell = (client: FakeClient, event: string, body: unknown, id = 'b-1') =>
    ask('tell-boat-rental', { client, body, params: { id, event } });

  it('reaches the instance', async () => {
    const client = running();
    expect(await tell(client, 'boatReturned', { hours: 2 })).toMatchObject({
      status: 202,
      body: { id: 'b-1', state: 'submitted' },
    });
    expect(client.events).toEqual([{ instanceId: 'b-1', name: 'boatReturned' }]);
  });

  it.each([
    ['boatReturned', { hours: -1 }, 'b-1', 400, 'hours'],
    ['boatReturned', { hours: 1, colour: 'red' }, 'b-1', 400, 'colour'],
    ['boatSunk', {}, 'b-1', 404, 'event'],
    ['toString', {}, 'b-1', 404, 'event'],
  ])('is refused, and the field named: %s %j', async (event, body, id, status, field) => {
    const client = running();
    expect(await tell(client, event, body, id)).toMatchObject({ status, body: { errors: [{ field }] } });
    expect(client.events).toEqual([]);
  });

  it('is refused for an instance that nobody knows, or that has ended', async () => {
    const client = running();
    expect(await tell(client, 'boatReturned', { hours: 2 }, 'b-2')).toMatchObject({ status: 404 });
    client.put({ instanceId: 'b-1', name: 'boat-rental', runtimeStatus: Status.Completed });
    expect(await tell(client, 'boatReturned', { hours: 2 })).toMatchObject({ status: 409 });
    expect(client.events).toEqual([]);
  });
});

describe('an event for a business key', () => {
  /** Instances as the notice board of a key names them, of which some may have ended meanwhile. */
  const announced = (states: Readonly<Record<string, Status>>) => {
    const client = new FakeClient();
    for (const [instanceId, runtimeStatus] of Object.entries(states)) {
      client.put({ instanceId, name: 'boat-rental', runtimeStatus });
    }
    const instances = [...Object.keys(states), 'purged'];
    client.putEntity('correlation', 'boat-rental.Sea~20.Breeze', { instances });
    return client;
  };
  const tell = (client: FakeClient, query: Record<string, string>, event = 'boatReturned') =>
    ask('tell-boat-rental-by-business-key', { client, query, body: { hours: 2 }, params: { event } });

  it('reaches the one instance that runs', async () => {
    const client = announced({ 'b-1': Status.Terminated, 'b-2': Status.Running });
    expect(await tell(client, { businessKey: 'Sea Breeze' })).toMatchObject({
      status: 202,
      body: { id: 'b-2', event: 'boatReturned', state: 'submitted' },
    });
    expect(client.events).toEqual([{ instanceId: 'b-2', name: 'boatReturned' }]);
  });

  it.each([
    ['nobody ever had it', { businessKey: 'Storm' }, 404],
    ['who had it has ended', { businessKey: 'Sea Breeze' }, 404],
    ['it is missing', {}, 400],
    ['it is empty', { businessKey: '' }, 400],
    ['another parameter is sent', { businessKey: 'Sea Breeze', id: 'b-1' }, 400],
  ])('is refused when %s', async (_why, query, status) => {
    const client = announced({ 'b-1': Status.Completed });
    expect(await tell(client, query as Record<string, string>)).toMatchObject({ status });
    expect(client.events).toEqual([]);
  });

  it('is refused when several have it, and they are named', async () => {
    const client = announced({ 'b-1': Status.Running, 'b-2': Status.Running });
    expect(await tell(client, { businessKey: 'Sea Breeze' })).toMatchObject({
      status: 409,
      body: { instances: ['b-1', 'b-2'] },
    });
    expect(client.events).toEqual([]);
  });

  it('is refused when the process knows no such event', async () => {
    const client = announced({ 'b-1': Status.Running });
    expect(await tell(client, { businessKey: 'Sea Breeze' }, 'boatSunk')).toMatchObject({
      status: 404,
      body: { errors: [{ field: 'event' }] },
    });
  });
});
