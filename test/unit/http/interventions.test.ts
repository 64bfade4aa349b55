import type { HttpRequest } from '@azure/functions';
import { describe, expect, it } from '@jest/globals';
import { OrchestrationRuntimeStatus } from 'durable-functions';
import { z } from 'zod';
import { interventionList } from '../../../src/entities/intervention-list/contract';
import { identify } from '../../../src/http/identity';
import { interventionRoutes } from '../../../src/http/interventions';
import { FakeClient } from '../../support/fake-client';

const interventionId = 'purchase~order-1~1';
const stuck = {
  ...{ interventionId, kind: 'compensation', name: 'pay back', step: 'payments.refund', fault: 'down', attempts: 15 },
  ...{ since: '2026-01-01T00:00:00.000Z', actions: ['retry', 'resolve', 'giveUp'], decisions: [] },
};
const ended = { ...stuck, ending: { outcome: 'resolved', at: '2026-01-02T00:00:00.000Z' } };

function clientWith(list: object, runtimeStatus = OrchestrationRuntimeStatus.Running): FakeClient {
  const client = new FakeClient();
  client.putEntity(interventionList.name, 'purchase', { open: [], ended: [], ...list });
  client.put({ instanceId: 'order-1', runtimeStatus });
  return client;
}

interface Asked {
  readonly id?: string;
  readonly body?: object;
  readonly as?: string;
  readonly query?: string;
}

async function ask(client: FakeClient, route: string, { id, body, as, query = '' }: Asked = {}) {
  const principalOf = identify({ inAzure: false, trustsEasyAuth: true });
  const found = interventionRoutes({ processes: ['purchase'], principalOf }).find(({ name }) => name === route);
  const request = {
    params: { id: id ?? interventionId },
    query: new URLSearchParams(query),
    headers: new Headers({
      'content-type': 'application/json',
      ...(as === undefined ? {} : { 'X-Development-Principal': as }),
    }),
    text: () => Promise.resolve(JSON.stringify(body ?? {})),
  };
  // What the routes read of a request is all there.
  const answer = await found?.handler(request as unknown as HttpRequest, client, () => undefined);
  const { status = 200, jsonBody, body: text } = z.looseObject({ status: z.int().optional() }).parse(answer);
  return { status, body: jsonBody ?? (JSON.parse(z.string().parse(text)) as unknown) };
}

const resolve = { action: 'resolve', reason: 'paid back by hand', by: 'olga' };

describe('the interventions over HTTP', () => {
  it('are listed with the place of each', async () => {
    expect(await ask(clientWith({ open: [stuck], ended: [] }), 'list-interventions')).toMatchObject({
      status: 200,
      body: { open: [{ interventionId, state: 'open', process: 'purchase', instanceId: 'order-1' }], ended: [] },
    });
  });

  it('of a process that there is not are refused, with the name of the parameter', async () => {
    expect(await ask(clientWith({}), 'list-interventions', { query: 'process=nosuch' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'process' }] },
    });
  });

  it.each(['list-interventions', 'view-intervention', 'decide-intervention'])('%s needs an operator', async (route) => {
    const client = clientWith({ open: [stuck] });
    expect(await ask(client, route, { as: 'ann; roles=approver', body: resolve })).toMatchObject({
      status: 403,
      body: { requiredRoles: ['operator'] },
    });
    expect((await ask(client, 'view-intervention', { as: 'olga; roles=operator' })).status).toBe(200);
  });

  it.each(['purchase~order-1~9', 'nosuch~order-1~1', 'nonsense'])('do not have %s', async (id) => {
    expect(await ask(clientWith({ open: [stuck] }), 'view-intervention', { id })).toMatchObject({ status: 404 });
    expect(await ask(clientWith({ open: [stuck] }), 'decide-intervention', { id, body: resolve })).toMatchObject({
      status: 404,
    });
  });

  it('that have ended are answered 409 with the ending', async () => {
    expect(await ask(clientWith({ ended: [ended] }), 'decide-intervention', { body: resolve })).toMatchObject({
      status: 409,
      body: { recorded: { outcome: 'resolved' } },
    });
  });

  it('want a reason for each decision', async () => {
    const body = { action: 'giveUp', reason: ' ' };
    expect(await ask(clientWith({ open: [stuck] }), 'decide-intervention', { body })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'reason' }] },
    });
  });

  it('refuse what the item does not offer', async () => {
    const client = clientWith({ open: [{ ...stuck, kind: 'forward', actions: [] }] });
    expect(await ask(client, 'decide-intervention', { body: resolve })).toMatchObject({
      status: 409,
      body: { errors: [{ field: 'action' }] },
    });
    expect(client.events).toEqual([]);
  });
});

describe('an intervention whose instance was terminated', () => {
  const gone = () => clientWith({ open: [stuck] }, OrchestrationRuntimeStatus.Terminated);

  it('can be resolved, which the edge records itself', async () => {
    const client = gone();
    expect(await ask(client, 'decide-intervention', { body: resolve })).toMatchObject({
      status: 200,
      body: { state: 'ended', outcome: 'resolved', by: 'olga' },
    });
    expect(client.events).toEqual([]);
    expect((await ask(client, 'view-intervention')).body).toMatchObject({
      ending: { outcome: 'resolved' },
      decisions: [{ by: 'olga', reason: 'paid back by hand' }],
    });
  });

  it('cannot be tried again', async () => {
    const body = { action: 'retry', reason: 'the bank is open again' };
    expect(await ask(gone(), 'decide-intervention', { body })).toMatchObject({ status: 409 });
  });
});
