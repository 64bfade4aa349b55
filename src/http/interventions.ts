/** What is stuck, for operators: the list, and the way to decide about it. */
import type { HttpRequest } from '@azure/functions';
import { z } from 'zod';
import { interventionAddressOf, InterventionId } from '../entities/intervention-list/contract';
import type { Client } from './client';
import { decideIntervention, InterventionAnswer, InterventionOrder } from './decide-intervention';
import { OPERATOR, type Principal, type PrincipalOf, requireRole } from './identity';
import { findIntervention, interventionsOf, InterventionView, interventionViewOf } from './intervention-view';
import { readBody } from './request-body';
import { defineRoute, RequestProblem, type Route } from './route';

export interface ServedInterventions {
  /** Each process of the app has a list of its own; the routes show them as one. */
  readonly processes: readonly string[];
  readonly principalOf: PrincipalOf;
}

export function interventionRoutes(served: ServedInterventions): Route[] {
  return [listRoute(served), viewRoute(served), decideRoute(served)];
}

const Interventions = z.object({ open: z.array(InterventionView), ended: z.array(InterventionView) });

function listRoute(served: ServedInterventions): Route {
  return defineRoute({
    name: 'list-interventions',
    methods: ['GET'],
    route: 'interventions',
    description: {
      summary: 'What is stuck and waits for an operator, and what was lately',
      tag: 'interventions',
      query: z.object({ process: z.string().optional() }),
      answers: { 200: { description: 'The interventions, oldest first.', schema: Interventions } },
      problems: ['identity.roleMissing'],
    },
    answer: async (request, client) => {
      operatorOf(request, served);
      return { jsonBody: await listAll(client, processesAskedFor(request, served.processes)) };
    },
  });
}

function viewRoute(served: ServedInterventions): Route {
  return defineRoute({
    name: 'view-intervention',
    methods: ['GET'],
    route: 'interventions/{id}',
    description: {
      summary: 'What is stuck, since when and why, and who decided what about it',
      tag: 'interventions',
      answers: { 200: { description: 'The intervention.', schema: InterventionView } },
      problems: ['identity.roleMissing', 'intervention.notFound'],
    },
    answer: async (request, client) => {
      operatorOf(request, served);
      return { jsonBody: interventionViewOf(await findIntervention(client, idOf(request, served.processes))) };
    },
  });
}

function decideRoute(served: ServedInterventions): Route {
  return defineRoute({
    name: 'decide-intervention',
    methods: ['POST'],
    route: 'interventions/{id}',
    description: {
      summary: 'Have it tried again, say that it was done by hand, or give it up',
      tag: 'interventions',
      body: { schema: InterventionOrder },
      answers: {
        200: { description: 'Carried out; `stillStuck` when it failed again.', schema: InterventionAnswer },
        202: { description: 'Submitted; the process is still at it.', schema: InterventionAnswer },
      },
      problems: [
        ...(['identity.roleMissing', 'intervention.notFound'] as const),
        ...(['intervention.alreadyEnded', 'intervention.actionNotPossible'] as const),
      ],
    },
    answer: async (request, client) => {
      const principal = operatorOf(request, served);
      const interventionId = idOf(request, served.processes);
      const order = await readBody(request, InterventionOrder);
      return decideIntervention(client, { interventionId, principal, order });
    },
  });
}

function operatorOf(request: HttpRequest, { principalOf }: ServedInterventions): Principal {
  const principal = principalOf(request);
  requireRole(principal, OPERATOR);
  return principal;
}

function idOf({ params }: HttpRequest, processes: readonly string[]): InterventionId {
  const id = InterventionId.safeParse(params['id']);
  if (id.success && processes.includes(interventionAddressOf(id.data).process)) return id.data;
  throw new RequestProblem('intervention.notFound');
}

function processesAskedFor({ query }: HttpRequest, processes: readonly string[]): readonly string[] {
  const asked = query.get('process');
  if (asked === null) return processes;
  if (processes.includes(asked)) return [asked];
  throw new RequestProblem('request.invalid', {
    errors: [{ field: 'process', message: `expected one of ${processes.join(', ')}` }],
  });
}

async function listAll(client: Client, processes: readonly string[]): Promise<z.infer<typeof Interventions>> {
  const lists = await Promise.all(processes.map((process) => interventionsOf(client, process)));
  return {
    open: lists.flatMap(({ open }) => open.map(interventionViewOf)),
    ended: lists.flatMap(({ ended }) => ended.map(interventionViewOf)),
  };
}
