/** How it looks right now: what waits for people, which circuits let nobody through, how old the backlog is. */
import { OrchestrationRuntimeStatus as Status } from 'durable-functions';
import { approvalInbox } from '../entities/approval-inbox/contract';
import { circuitBreaker, type CircuitBreakerState } from '../entities/circuit-breaker/contract';
import { interventionList } from '../entities/intervention-list/contract';
import { millisOf } from '../shared/instant';
import { attribute } from '../telemetry/contract';
import { sample } from '../telemetry/metrics';
import { type Look, oldestAge, stateOf } from './look';

interface LookAtAll extends Look {
  /** Those that have a circuit breaker. */
  readonly services: readonly string[];
}

export async function sampleGauges({ services, ...look }: LookAtAll): Promise<void> {
  await Promise.all([
    ...look.processes.flatMap((process) => [sampleApprovals(look, process), sampleInterventions(look, process)]),
    ...services.map((service) => sampleCircuit(look, service)),
    sampleQueue(look),
  ]);
}

async function sampleApprovals({ client, now }: Look, process: string): Promise<void> {
  const { waiting = [] } = (await stateOf(client, approvalInbox, process)) ?? {};
  const since = waiting.map(({ requestedAt }) => requestedAt);
  const which = { [attribute.process]: process };
  sample('business_process.approvals.waiting', waiting.length, which);
  sample('business_process.approvals.oldest', oldestAge(since, now), which);
}

async function sampleInterventions({ client, now }: Look, process: string): Promise<void> {
  const { open = [] } = (await stateOf(client, interventionList, process)) ?? {};
  const since = open.map((item) => item.since);
  const which = { [attribute.process]: process };
  sample('business_process.interventions.waiting', open.length, which);
  sample('business_process.interventions.oldest', oldestAge(since, now), which);
}

async function sampleCircuit({ client, now }: Look, service: string): Promise<void> {
  const state = await stateOf(client, circuitBreaker, service);
  sample('business_process.circuit.state', state === undefined ? CLOSED : levelOf(state, now), {
    [attribute.service]: service,
  });
}

const CLOSED = 0;
const HALF_OPEN = 1;
const OPEN = 2;

function levelOf(breaker: CircuitBreakerState, now: number): number {
  switch (breaker.state) {
    case 'closed':
      return CLOSED;
    case 'halfOpen':
      return HALF_OPEN;
    case 'open':
      // When its time is over it lets a probe through, though it is only noted when one asks.
      return now < millisOf(breaker.until) ? OPEN : HALF_OPEN;
  }
}

async function sampleQueue({ client, processes, now }: Look): Promise<void> {
  const pending = await client.getStatusBy({ runtimeStatus: [Status.Pending] });
  for (const process of processes) {
    const since = pending.filter(({ name }) => name === process).map(({ createdTime }) => createdTime);
    sample('business_process.queue.age', oldestAge(since, now), { [attribute.process]: process });
  }
}
