import type { HttpRequest } from '@azure/functions';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { approvalRoutes } from '../../../src/http/approvals';
import { identify } from '../../../src/http/identity';
import { FakeClient } from '../../support/fake-client';

const approvalId = 'purchase~order-1~approval';
const step = { step: 'approval', kind: 'step', attempts: 0, startedAt: '2026-01-01T00:00:00.000Z' };
const endedAt = '2026-01-02T00:00:00.000Z';

/** A client whose inbox has forgotten everything, and whose instance shows this progress. */
function forgetful(...steps: object[]): FakeClient {
  const client = new FakeClient();
  const customStatus = { pivot: 'passed', cancellation: 'none', steps, omitted: 0 };
  client.put({ instanceId: 'order-1', customStatus });
  return client;
}

const principalOf = identify({ inAzure: false, trustsEasyAuth: true });
const routes = approvalRoutes({ processes: ['purchase'], principalOf });

async function decide(client: FakeClient) {
  const route = routes.find(({ name }) => name === 'decide-approval');
  const request = {
    params: { id: approvalId },
    headers: new Headers({ 'content-type': 'application/json' }),
    text: () => Promise.resolve('{"decision":"reject","by":"late"}'),
  };
  // What the route reads of a request is all there.
  const answer = await route?.handler(request as unknown as HttpRequest, client, () => undefined);
  return { status: answer?.status, body: z.json().parse(JSON.parse(z.string().parse(answer?.body))) };
}

describe('a decision on an approval that the inbox has forgotten', () => {
  it.each([
    ['approve', { outcome: 'decided', decision: 'approve', at: endedAt }],
    ['expired', { outcome: 'expired', at: endedAt }],
  ])('is late, and is told how it ended: %s', async (outcome, recorded) => {
    const client = forgetful({ ...step, state: 'done', outcome, endedAt });
    expect(await decide(client)).toMatchObject({ status: 409, body: { recorded } });
    expect(client.events).toEqual([]);
  });

  it('is about nothing when the instance never asked', async () => {
    expect(await decide(forgetful())).toMatchObject({ status: 404 });
    expect(await decide(new FakeClient())).toMatchObject({ status: 404 });
  });
});
