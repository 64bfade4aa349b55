import type { OrchestrationContext } from 'durable-functions';
import type { z } from 'zod';
import type { ProcessContract } from '../shared/contract';
import { AppError } from '../shared/errors';
import type { ProcessIdentity } from './contract';
import { correlated } from './correlation';
import { ProcessContext } from './process-context';
import { reported } from './process-report';
import { readStamp } from './stamp';
import type { Step } from './step';

/** A process ready to be registered. */
export interface ProcessDefinition {
  readonly contract: ProcessContract;
  readonly handler: (context: OrchestrationContext) => Step<unknown>;
}

export type Story<Contract extends ProcessContract> = (
  context: ProcessContext,
  input: z.output<Contract['input']>,
) => Step<z.output<Contract['result']>>;

/** Each version that still has running instances, by its number. */
export type StoryVersions<Contract extends ProcessContract> = Readonly<Record<number, Story<Contract>>>;

/**
 * Puts a story behind its contract: the input is parsed before the story begins, and an instance is told the story of
 * the version that it was started with. A single story is that of the contract's version.
 */
export function defineProcess<Contract extends ProcessContract>(
  contract: Contract,
  told: Story<Contract> | StoryVersions<Contract>,
): ProcessDefinition {
  const stories: StoryVersions<Contract> = typeof told === 'function' ? { [contract.version]: told } : told;
  if (!(contract.version in stories)) throw unknownVersion(contract, contract.version, stories);
  return {
    contract,
    *handler(invocation) {
      const { version, begunAt, given, traceparent } = readStamp(invocation.df.getInput());
      const story = stories[version];
      if (story === undefined) throw unknownVersion(contract, version, stories);
      // The parser is the contract's own, so what it gives has the contract's input type.
      const input = contract.input.parse(given) as z.output<Contract['input']>;
      const identity = identityOf(contract, version, input);
      const context = ProcessContext.begin(invocation, contract.name, { ...identity, begunAt, traceparent });
      return yield* reported(context, () => correlated(context, () => story(context, input)));
    },
  };
}

/** Versions from before there was a business key stay without: announcing it would not be in their histories. */
function identityOf(contract: ProcessContract, version: number, input: unknown): ProcessIdentity {
  const hasKey = contract.businessKey !== undefined && version >= (contract.announcedSince ?? 1);
  return {
    version,
    ...(hasKey ? { businessKey: contract.businessKey?.(input) } : {}),
    ...(contract.attributes === undefined ? {} : { attributes: { ...contract.attributes(input) } }),
  };
}

function unknownVersion({ name }: ProcessContract, version: number, stories: object): AppError {
  const known = Object.keys(stories).join(', ');
  return new AppError('process.unknownVersion', { detail: `${name} has no version ${version}, only ${known}` });
}
