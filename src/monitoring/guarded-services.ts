import type { ActivityContract } from '../shared/contract';

/** The services that have a circuit breaker: its key is what stands before the point in the name of an operation. */
export function guardedServices(contracts: readonly ActivityContract[]): readonly string[] {
  const guarded = contracts.filter(({ breaker }) => breaker !== undefined);
  return [...new Set(guarded.map(({ name }) => name.slice(0, name.indexOf('.'))))];
}
