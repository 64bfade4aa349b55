import type { z } from 'zod';
import type { Applied, EntityBehaviour, EntityImplementation } from '../../shared/contract';
import { implementEntity } from '../../shared/implement-entity';
import { isAtOrAfter, plusMs } from '../../shared/instant';
import { circuitBreaker, type CircuitBreakerState } from './contract';

type Operations = typeof circuitBreaker.operations;
type Operation<Name extends keyof Operations> = (
  state: CircuitBreakerState,
  input: z.output<Operations[Name]['input']>,
) => Applied<CircuitBreakerState, z.input<Operations[Name]['output']>>;

export function circuitBreakerEntity(): EntityImplementation {
  return implementEntity<typeof circuitBreaker>({
    contract: circuitBreaker,
    initialState: () => ({ state: 'closed', faults: 0 }),
    operations: { admit, report },
  } satisfies EntityBehaviour<typeof circuitBreaker>);
}

const admit: Operation<'admit'> = (state, { attempt, now, policy }) => {
  const isProbe = state.state === 'halfOpen' && state.probe === attempt;
  if (state.state === 'closed' || isProbe) return { state, answer: { outcome: 'admitted' } };
  if (!isAtOrAfter(now, state.until)) return { state, answer: { outcome: 'open', until: state.until } };
  const probing = { state: 'halfOpen', probe: attempt, until: plusMs(now, policy.openMs) } as const;
  return { state: probing, answer: { outcome: 'admitted' } };
};

const report: Operation<'report'> = (state, asked) => {
  const after = reported(state, asked);
  return { state: after, answer: after };
};

function reported(
  state: CircuitBreakerState,
  { attempt, now, policy, answered }: z.output<Operations['report']['input']>,
): CircuitBreakerState {
  const opened = { state: 'open', until: plusMs(now, policy.openMs) } as const;
  switch (state.state) {
    case 'closed': {
      const faults = answered ? 0 : state.faults + 1;
      return faults < policy.faults ? { state: 'closed', faults } : opened;
    }
    case 'open':
      return state;
    case 'halfOpen':
      if (state.probe !== attempt) return state;
      return answered ? { state: 'closed', faults: 0 } : opened;
  }
}
