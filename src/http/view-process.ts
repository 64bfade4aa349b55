import type { z } from 'zod';
import { Progress, type StepProgress } from '../orchestration/contract';
import type { ProcessContract } from '../shared/contract';
import { faultMessage } from '../shared/fault-message';
import { hasEnded, type Instance, statusOf, toInstant } from './client';
import type { PrincipalOf } from './identity';
import { isAskedAbout } from './asked-approver';
import { accessibleInstance } from './ownership';
import { ProcessSummary, ProcessView, type State } from './process-view';
import { defineRoute, type Route } from './route';

export function viewRoute({ name, result }: ProcessContract, principalOf: PrincipalOf): Route {
  return defineRoute({
    name: `view-${name}`,
    methods: ['GET'],
    route: `processes/${name}/{id}`,
    description: {
      summary: 'How far an instance is, in the words of the business',
      tag: name,
      answers: {
        200: { description: 'The instance.', schema: ProcessView.extend({ result: result.nullable() }) },
      },
      problems: ['process.notFound', 'identity.unknown'],
    },
    answer: async (request, client) => ({
      jsonBody: viewOf(
        await accessibleInstance(request, client, { process: name, principalOf, isConcerned: isAskedAbout }),
      ),
    }),
  });
}

const nothingYet: Progress = { pivot: 'ahead', cancellation: 'none', steps: [], omitted: 0 };

/** Before its first turn an instance has no progress. */
export function progressOf({ customStatus }: Instance): Progress {
  return Progress.safeParse(customStatus).data ?? nothingYet;
}

/** What a list shows. */
export function summaryOf(instance: Instance): ProcessSummary {
  const progress = progressOf(instance);
  const waiting = hasEnded(instance) ? [] : progress.steps.filter(({ state }) => state === 'waiting');
  return {
    id: instance.instanceId,
    process: instance.name,
    state: stateOf(instance, progress),
    ...searchFieldsOf(instance),
    createdAt: toInstant(instance.createdTime),
    updatedAt: toInstant(instance.lastUpdatedTime),
    waitsFor: waiting.map(({ step, until }) => ({ step, until })),
  };
}

const SearchFields = ProcessSummary.pick({ version: true, businessKey: true, attributes: true });

function searchFieldsOf({ customStatus }: Instance): z.infer<typeof SearchFields> {
  return SearchFields.safeParse(customStatus).data ?? {};
}

/** What a customer or a clerk wants to know; the whole history is in the management API. */
function viewOf(instance: Instance): ProcessView {
  const progress = progressOf(instance);
  return {
    ...summaryOf(instance),
    cancellation: progress.cancellation,
    pivot: progress.pivot,
    steps: progress.steps.filter(({ kind }) => kind === 'step'),
    compensation: progress.steps.filter(({ kind }) => kind === 'undo'),
    omittedSteps: progress.omitted,
    ...(progress.figures === undefined ? {} : { figures: progress.figures }),
    result: statusOf(instance) === 'Completed' ? instance.output : null,
    ...(statusOf(instance) === 'Failed' ? { fault: faultMessage(instance.output) } : {}),
  };
}

function stateOf(instance: Instance, { steps }: Progress): State {
  switch (statusOf(instance)) {
    case 'Pending':
      return 'pending';
    case 'Suspended':
      return 'suspended';
    case 'Completed':
      return 'completed';
    case 'Failed':
      return 'failed';
    case 'Terminated':
    case 'Canceled':
      return 'terminated';
    default:
      return liveState(steps);
  }
}

function liveState(steps: readonly StepProgress[]): State {
  if (steps.some(({ kind }) => kind === 'undo')) return 'compensating';
  const live = steps.filter(({ state }) => state === 'running' || state === 'waiting');
  return live.length > 0 && live.every(({ state }) => state === 'waiting') ? 'waiting' : 'running';
}
