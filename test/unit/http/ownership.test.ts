import { HttpRequest, type HttpResponseInit } from '@azure/functions';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { identify } from '../../../src/http/identity';
import { processRoutes } from '../../../src/http/processes';
import type { ProcessContract } from '../../../src/shared/contract';
import { FakeClient } from '../../support/fake-client';

const BoatOrder = z.strictObject({ seats: z.int() });

const boat = {
  name: 'boat-rental',
  title: 'Boat rental',
  description: 'Rents a boat.',
  version: 1,
  idempotencyKey: 'required',
  input: BoatOrder,
  result: z.object({ outcome: z.literal('returned') }),
  events: { boatReturned: z.strictObject({}) },
  businessKey: ({ seats }: { readonly seats: number }) => String(seats),
} as const satisfies ProcessContract;

const served = { order: BoatOrder, example: { seats: 2 }, options: {} };
const regatta = { ...boat, name: 'regatta', startRoles: ['harbourMaster'] };
const processes = [boat, regatta].map((contract) => ({ ...served, contract }));
const atADesk = processRoutes(processes, identify({ inAzure: false, trustsEasyAuth: false }));
const onAzure = processRoutes(processes, identify({ inAzure: true, trustsEasyAuth: true }));

interface Asked {
  readonly as?: string;
  /** Who the platform says it is. */
  readonly platform?: { readonly id: string; readonly roles: readonly string[] };
  readonly client: FakeClient;
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly body?: object;
  readonly key?: string;
  readonly routes?: typeof atADesk;
}

async function ask(
  name: string,
  { as, platform, client, params = {}, query = {}, body, key = 'k', routes = atADesk }: Asked,
) {
  const route = routes.find((each) => each.name === name);
  const request = new HttpRequest({
    ...{ method: route?.methods[0] ?? 'GET', url: `http://h/api/${route?.route ?? ''}`, params, query },
    headers: {
      ...{ 'Content-Type': 'application/json', 'Idempotency-Key': key },
      ...(as === undefined ? {} : { 'X-Development-Principal': as }),
      ...(platform === undefined ? {} : easyAuth(platform)),
    },
    ...(body === undefined || route?.methods[0] === 'GET' ? {} : { body: { string: JSON.stringify(body) } }),
  });
  const answer: HttpResponseInit = (await route?.handler(request, client, () => undefined)) ?? {};
  const shown: unknown = answer.jsonBody ?? JSON.parse(z.string().parse(answer.body));
  const headers = new Headers(answer.headers);
  return { status: answer.status ?? 200, headers, body: z.looseObject({}).parse(shown) };
}

function easyAuth({ id, roles }: { readonly id: string; readonly roles: readonly string[] }) {
  const claims = [{ typ: 'sub', val: id }, ...roles.map((val) => ({ typ: 'roles', val }))];
  return { 'X-MS-CLIENT-PRINCIPAL': Buffer.from(JSON.stringify({ claims })).toString('base64') };
}

const approvalOf = (instanceId: string) => ({
  ...{ approvalId: `boat-rental~${instanceId}~check`, subject: 'A boat', facts: {}, candidateRoles: ['approver'] },
  ...{ requestedAt: '2026-01-01T00:00:00Z', dueAt: '2026-01-02T00:00:00Z', decisions: [], audit: [] },
});

const order = { seats: 2 };
const ofAda = () => {
  const client = new FakeClient();
  const customStatus = { pivot: 'ahead', cancellation: 'accepted', steps: [], omitted: 0 };
  client.put({ instanceId: 'b-1', name: 'boat-rental', input: { ...order, startedBy: 'ada' }, customStatus });
  client.putEntity('correlation', 'boat-rental.2', { instances: ['b-1'] });
  return client;
};

/** What asks about, or acts on, an instance of somebody. */
const acts = [
  ['view-boat-rental', {}],
  ['cancel-boat-rental', { body: {} }],
  ['tell-boat-rental', { body: {} }],
  ['tell-boat-rental-by-business-key', { body: {}, query: { businessKey: '2' } }],
] as const;
const params = { id: 'b-1', event: 'boatReturned' };
const succeeded = (status: number) => status < 300 || status === 409;

describe('an instance', () => {
  it.each(acts)('answers whoever started it: %s', async (name, request) => {
    expect(succeeded((await ask(name, { as: 'ada', client: ofAda(), params, ...request })).status)).toBe(true);
  });

  it.each(acts)('answers an operator: %s', async (name, request) => {
    const as = 'olga; roles=operator';
    expect(succeeded((await ask(name, { as, client: ofAda(), params, ...request })).status)).toBe(true);
  });

  it.each(acts)('does not exist for anybody else, and is told nothing: %s', async (name, request) => {
    const client = ofAda();
    const { status } = await ask(name, { as: 'eve; roles=approver,clerk', client, params, ...request });
    expect([status, client.events]).toEqual([404, []]);
  });

  it('is told events by another service, which does not see it', async () => {
    const client = ofAda();
    const as = 'parcels; roles=service';
    expect((await ask('tell-boat-rental', { as, client, params, body: {} })).status).toBe(202);
    expect((await ask('view-boat-rental', { as, client, params })).status).toBe(404);
  });

  it.each(['../entities', 'b-1/terminate', 'b-1?code=x', 'b%2F1'])('is not looked for by %s', async (id) => {
    const client = ofAda();
    client.afterLook = () => Promise.reject(new Error('asked'));
    expect((await ask('view-boat-rental', { as: 'ada', client, params: { id } })).status).toBe(404);
  });

  it('is seen, and no more, by who is asked to decide about it', async () => {
    const client = ofAda();
    client.putEntity('approvalInbox', 'boat-rental', { waiting: [approvalOf('b-1'), approvalOf('b-2')], ended: [] });
    const as = 'eve; roles=approver';
    expect((await ask('view-boat-rental', { as, client, params })).status).toBe(200);
    expect((await ask('cancel-boat-rental', { as, client, params, body: {} })).status).toBe(404);
    expect((await ask('view-boat-rental', { as: 'bob', client, params })).status).toBe(404);
    client.putEntity('approvalInbox', 'boat-rental', { waiting: [approvalOf('b-2')], ended: [] });
    expect((await ask('view-boat-rental', { as, client, params })).status).toBe(404);
  });

  it('of nobody is for operators alone', async () => {
    const client = new FakeClient();
    client.put({ instanceId: 'b-1', name: 'boat-rental', input: order });
    expect((await ask('view-boat-rental', { as: 'ada', client, params })).status).toBe(404);
    expect((await ask('view-boat-rental', { as: 'olga; roles=operator', client, params })).status).toBe(200);
  });

  it.each([...acts.map(([name]) => name), 'list-boat-rental', 'start-boat-rental'])(
    'is nobody’s business without an identity on Azure: %s',
    async (name) => {
      const client = ofAda();
      const { status, body } = await ask(name, { client, params, body: order, routes: onAzure });
      expect([status, body['type']]).toEqual([401, 'urn:execution-orchestrator:error:identity.unknown']);
      expect([client.starts, client.events]).toEqual([[], []]);
    },
  );
});

describe('the list of instances', () => {
  const query = { from: '2025-12-31T00:00:00Z', to: '2026-01-02T00:00:00Z' };
  const idsFor = async (as: string) => {
    const client = ofAda();
    client.put({ instanceId: 'b-2', name: 'boat-rental', input: { ...order, startedBy: 'bob' } });
    const { body } = await ask('list-boat-rental', { as, client, query });
    return z
      .array(z.object({ id: z.string() }))
      .parse(body['instances'])
      .map(({ id }) => id);
  };

  it('shows what one has started', async () => {
    expect(await idsFor('ada')).toEqual(['b-1']);
    expect(await idsFor('eve')).toEqual([]);
  });

  it('shows operators everything', async () => {
    expect((await idsFor('olga; roles=operator')).sort()).toEqual(['b-1', 'b-2']);
  });
});

describe('a start', () => {
  const start = (as: string | undefined, client: FakeClient, body: object = order) =>
    ask('start-boat-rental', { ...(as === undefined ? {} : { as }), client, body });

  it('keeps who started it, whatever the body says', async () => {
    const client = new FakeClient();
    await start('ada', client);
    expect(client.starts).toMatchObject([{ input: { startedBy: 'ada' } }]);
    expect(await start('ada', client, { ...order, startedBy: 'bob' })).toMatchObject({ status: 400 });
  });

  it('takes the same key of two people for two keys', async () => {
    const client = new FakeClient();
    const [ada, bob] = [await start('ada', client), await start('bob', client, { seats: 3 })];
    expect([ada.status, bob.status]).toEqual([202, 202]);
    expect(ada.body['id']).not.toBe(bob.body['id']);
    expect((await start('ada', client)).body['id']).toBe(ada.body['id']);
  });

  it('gives the management URIs, whose key opens every instance, to operators alone on Azure', async () => {
    const startAs = (id: string, ...roles: string[]) =>
      ask('start-boat-rental', { platform: { id, roles }, client: new FakeClient(), body: order, routes: onAzure });
    const customer = await startAs('ada');
    expect(Object.keys(customer.body).sort()).toEqual(['cancelUri', 'id', 'process', 'viewUri']);
    expect(customer.headers.get('location')).toBe(customer.body['viewUri']);
    expect((await startAs('olga', 'operator')).body).toHaveProperty('statusQueryGetUri');
  });

  it('gives them to everybody at a desk', async () => {
    expect((await start('ada', new FakeClient())).body).toHaveProperty('statusQueryGetUri');
  });

  it('asks for a role where the process names some', async () => {
    const client = new FakeClient();
    const refused = await ask('start-regatta', { as: 'ada', client, body: order });
    expect([refused.status, refused.body['requiredRoles']]).toEqual([403, ['harbourMaster']]);
    expect(client.starts).toEqual([]);
    expect((await ask('start-regatta', { as: 'max; roles=harbourMaster', client, body: order })).status).toBe(202);
  });
});
