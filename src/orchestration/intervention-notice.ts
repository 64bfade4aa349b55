/** Tells the list of interventions. Nothing is waited for: the list shows what goes on, and decides nothing. */
import { EntityId } from 'durable-functions';
import type { z } from 'zod';
import {
  type InterventionAction,
  type InterventionId,
  interventionIdOf,
  interventionList,
  type OpenIntervention,
} from '../entities/intervention-list/contract';
import { faultMessage } from '../shared/fault-message';
import type { Instant } from '../shared/instant';
import type { ProcessContext } from './process-context';

/** A fault may carry a whole page; what is wrong is said at its beginning. */
const FAULT_LENGTH = 500;

export interface StuckStep {
  readonly interventionId: InterventionId;
  readonly kind: OpenIntervention['kind'];
  readonly name: string;
  readonly step: string;
  readonly fault: unknown;
  readonly attempts: number;
  readonly since: Instant;
  readonly actions: readonly InterventionAction[];
}

export function nextInterventionId(context: ProcessContext): InterventionId {
  const { process, instanceId } = context;
  return interventionIdOf({ process, instanceId, number: context.desk.nextNumber() });
}

export function openIntervention(context: ProcessContext, { fault, actions, ...stuck }: StuckStep): void {
  const described = faultMessage(fault).slice(0, FAULT_LENGTH);
  const { businessKey } = context;
  const named = businessKey === undefined ? {} : { businessKey };
  tellList(context, 'open', { ...stuck, ...named, fault: described, actions: [...actions] });
}

export function tellList<Operation extends keyof (typeof interventionList)['operations']>(
  context: ProcessContext,
  operation: Operation,
  input: z.input<(typeof interventionList)['operations'][Operation]['input']>,
): void {
  context.df.signalEntity(new EntityId(interventionList.name, context.process), operation, input);
}
