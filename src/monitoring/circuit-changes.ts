import { CircuitBreakerState } from '../entities/circuit-breaker/contract';
import type { EntityChange } from '../shared/contract';
import { attribute } from '../telemetry/contract';
import { type HostLog, log } from '../telemetry/log';

/** Tells once when a service is left alone, or left alone again after a probe has failed, and once when it answers again. */
export function tellOfCircuit({ key, before, after }: EntityChange, hostLog: HostLog): void {
  const was = before === undefined ? 'closed' : CircuitBreakerState.parse(before).state;
  const { state } = CircuitBreakerState.parse(after);
  if (state === was || state === 'halfOpen') return;
  log(hostLog, state === 'open' ? 'circuit.opened' : 'circuit.closed', { [attribute.service]: key });
}
