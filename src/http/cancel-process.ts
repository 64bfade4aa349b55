import type { HttpResponseInit } from '@azure/functions';
import { z } from 'zod';
import { CancelRequest, cancelRequested } from '../orchestration/contract';
import type { ProcessContract } from '../shared/contract';
import { type Client, findInstance, hasEnded, statusOf, type Instance } from './client';
import type { PrincipalOf } from './identity';
import { accessibleInstance } from './ownership';
import { patience, poll } from './poll';
import { problemResponse } from './problem-response';
import { readOptionalBody } from './request-body';
import { defineRoute, type Route } from './route';
import { progressOf } from './view-process';

const Cancellation = z.object({
  id: z.string(),
  cancellation: z.enum(['accepted', 'requested', 'late']),
  /** Null while nobody knows; false behind the pivot, where the process has rules for it. */
  inTime: z.boolean().nullable(),
});

export function cancelRoute(contract: ProcessContract, principalOf: PrincipalOf): Route {
  const { name } = contract;
  return defineRoute({
    name: `cancel-${name}`,
    methods: ['POST'],
    route: `processes/${name}/{id}/cancel`,
    description: {
      summary: 'Ask an instance to stop; what it has done is undone',
      tag: name,
      body: { schema: CancelRequest, optional: true },
      answers: { 202: { description: 'Accepted, or not looked at yet.', schema: Cancellation } },
      problems: ['process.notFound', 'process.tooLateToCancel', 'identity.unknown'],
    },
    answer: async (request, client) => {
      const instance = await accessibleInstance(request, client, { process: name, principalOf });
      return cancel(client, { instance, contract, body: await readOptionalBody(request, CancelRequest) });
    },
  });
}

interface Cancelling {
  readonly instance: Instance;
  readonly contract: ProcessContract;
  readonly body: CancelRequest;
}

/** A cancellation that comes too late to undo everything is an event of its own, where the process has one. */
async function cancel(client: Client, { instance, contract, body }: Cancelling): Promise<HttpResponseInit> {
  const { lateCancellation } = contract;
  const { latest, decision } = await decide(client, instance, body);
  if (lateCancellation === undefined || decision !== 'tooLate' || !isBehindPivot(latest)) {
    return answer(latest, decision);
  }
  await client.raiseEvent(latest.instanceId, lateCancellation, body);
  return { status: 202, jsonBody: { id: latest.instanceId, cancellation: 'late', inTime: false } };
}

interface Decided {
  readonly latest: Instance;
  readonly decision: Decision | 'requested';
}

/** The process itself decides whether it is in time, by what its history has first; the edge waits a little to see. */
async function decide(client: Client, instance: Instance, request: CancelRequest): Promise<Decided> {
  const known = decisionOf(instance);
  if (known !== undefined) return { latest: instance, decision: known };
  await client.raiseEvent(instance.instanceId, cancelRequested, request);
  const decided = await poll(async () => {
    const latest = await findInstance(client, instance.instanceId);
    const decision = latest === undefined ? undefined : decisionOf(latest);
    return latest === undefined || decision === undefined ? undefined : { latest, decision };
  }, patience);
  return decided ?? { latest: instance, decision: 'requested' };
}

type Decision = 'accepted' | 'tooLate';

function decisionOf(instance: Instance): Decision | undefined {
  const progress = progressOf(instance);
  if (progress.cancellation === 'accepted') return 'accepted';
  const isBeingUndone = progress.steps.some(isUndo);
  return progress.pivot !== 'ahead' || isBeingUndone || hasEnded(instance) ? 'tooLate' : undefined;
}

function isBehindPivot(instance: Instance): boolean {
  const { pivot, steps } = progressOf(instance);
  return pivot !== 'ahead' && !hasEnded(instance) && !steps.some(isUndo);
}

function isUndo({ kind }: { readonly kind: 'step' | 'undo' }): boolean {
  return kind === 'undo';
}

function answer(instance: Instance, decision: Decision | 'requested'): HttpResponseInit {
  const { instanceId: id } = instance;
  switch (decision) {
    case 'accepted':
      return { status: 202, jsonBody: { id, cancellation: 'accepted', inTime: true } };
    case 'requested':
      // Nobody has looked at it yet, for example because the instance is suspended.
      return { status: 202, jsonBody: { id, cancellation: 'requested', inTime: null } };
    case 'tooLate':
      return problemResponse('process.tooLateToCancel', { detail: whyTooLate(instance), inTime: false });
  }
}

function whyTooLate(instance: Instance): string {
  if (!hasEnded(instance)) {
    return progressOf(instance).pivot === 'ahead'
      ? 'It is being undone already, for another reason.'
      : 'The point of no return is passed: what was begun is brought to its end.';
  }
  const { output } = instance;
  const outcome = typeof output === 'object' && output !== null && 'outcome' in output ? String(output.outcome) : '';
  return `It has ended already: ${outcome === '' ? statusOf(instance).toLowerCase() : outcome}.`;
}
