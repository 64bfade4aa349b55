import type { OrchestrationContext } from 'durable-functions';
import type { z } from 'zod';
import type { ProcessContract } from '../shared/contract';
import { ProcessContext } from './process-context';
import type { Step } from './step';

/** A process ready to be registered. */
export interface ProcessDefinition {
  readonly contract: ProcessContract;
  readonly handler: (context: OrchestrationContext) => Step<unknown>;
}

/** Puts a story behind its contract: the input is parsed before the story begins. */
export function defineProcess<Contract extends ProcessContract>(
  contract: Contract,
  story: (context: ProcessContext, input: z.output<Contract['input']>) => Step<z.output<Contract['result']>>,
): ProcessDefinition {
  return {
    contract,
    *handler({ df }) {
      // The parser is the contract's own, so what it gives has the contract's input type.
      const input = contract.input.parse(df.getInput()) as z.output<Contract['input']>;
      return yield* story(ProcessContext.begin(df, contract.name), input);
    },
  };
}
