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
  return interventionIdOf({ process, instanceId, number: context.nextIntervention() });
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

/** A step behind the pivot: it goes on trying, and is on the list from the end of its policy until it succeeds. */
export class ForwardNotice {
  readonly #context: ProcessContext;
  readonly #step: string;
  readonly #since: Instant;
  #interventionId: InterventionId | undefined;

  constructor(context: ProcessContext, step: string) {
    this.#context = context;
    this.#step = step;
    this.#since = context.now;
  }

  show(attempts: number, fault: unknown): void {
    if (!this.#context.asksOperator) return;
    this.#interventionId ??= nextInterventionId(this.#context);
    openIntervention(this.#context, {
      ...{ interventionId: this.#interventionId, kind: 'forward', name: this.#step, step: this.#step },
      ...{ fault, attempts, since: this.#since, actions: [] },
    });
  }

  close(): void {
    if (this.#interventionId === undefined) return;
    tellList(this.#context, 'close', { interventionId: this.#interventionId, at: this.#context.now });
  }
}
