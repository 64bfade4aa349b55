import type { DurableOrchestrationStatus } from 'durable-functions';
import type { ProcessContract } from '../shared/contract';

/** By the name of the process. */
export type Contracts = ReadonlyMap<string, ProcessContract>;

/** An instance as the archive gets it: one line of JSON, without what its contract keeps back. */
export function lineOf(instance: DurableOrchestrationStatus, contracts: Contracts): string {
  const contract = contracts.get(instance.name);
  const kept = contract?.exported === undefined ? {} : { input: exportedInput(contract, instance.input) };
  return `${JSON.stringify(Object.assign({}, instance, kept))}\n`;
}

/** An input that the contract does not know stays back whole: nobody can tell what in it is personal. */
function exportedInput(contract: ProcessContract, input: unknown): object | null {
  const { data, success } = contract.input.safeParse(input);
  return success ? (contract.exported?.(data) ?? null) : null;
}
