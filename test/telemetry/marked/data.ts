/** The data that instances, services and entities really had, each with the schema that describes it. */
import { z } from 'zod';
import { approvalInbox, approvalRecord, ApprovalVote } from '../../../src/entities/approval-inbox/contract';
import { customerFile } from '../../../src/entities/customer-file/contract';
import { emailVerification } from '../../../src/entities/email-verification/contract';
import {
  interventionDecided,
  InterventionDecision,
  interventionList,
} from '../../../src/entities/intervention-list/contract';
import { CancelRequest, cancelRequested } from '../../../src/orchestration/contract';
import { AddressConfirmed, addressConfirmed } from '../../../src/processes/onboarding/contract';
import { openServices, serviceNames } from '../../../src/services/open-services';
import type { ActivityContract } from '../../../src/shared/contract';
import type { App } from '../../support/app';
import { contracts } from './stories';

export interface Sample {
  readonly name: string;
  readonly schema: z.ZodType;
  readonly value: unknown;
}

const Instances = z.array(
  z.object({
    name: z.string(),
    instanceId: z.string(),
    input: z.unknown(),
    customStatus: z.unknown(),
    output: z.unknown(),
  }),
);
export type Instance = z.infer<typeof Instances>[number];

const Entities = z.array(z.object({ entityId: z.object({ name: z.string() }), state: z.unknown() }));
const Call = z.object({ payload: z.unknown() });

const entities = [approvalInbox, approvalRecord, customerFile, emailVerification, interventionList];
const unreached = Object.fromEntries(serviceNames.map((service) => [service, 'http://localhost']));
const activities: readonly ActivityContract[] = openServices({ dataFolder: '', urls: unreached }).activities.map(
  ({ contract }) => contract,
);
const events: Readonly<Record<string, z.ZodType>> = {
  ...Object.fromEntries(contracts.flatMap(({ events: own = {} }) => Object.entries(own))),
  ...{ [cancelRequested]: CancelRequest, [interventionDecided]: InterventionDecision },
  [addressConfirmed]: AddressConfirmed,
};
const APPROVAL = 'approval:';

/** All that has to have had values. */
export const described: readonly Omit<Sample, 'value'>[] = [
  ...contracts.flatMap(({ name, input, result }) => [named(name, input), named(`result of ${name}`, result)]),
  ...activities.flatMap(({ name, input, output }) => [named(name, input), named(`answer of ${name}`, output)]),
  ...entities.map(({ name, state }) => named(name, state)),
  ...Object.entries({ ...events, [APPROVAL]: ApprovalVote }).map(([name, schema]) => named(`event ${name}`, schema)),
];

function named(name: string, schema: z.ZodType): Omit<Sample, 'value'> {
  return { name, schema };
}

export async function instancesOf(app: App): Promise<readonly Instance[]> {
  return Instances.parse(await managed(app, 'instances?top=1000'));
}

export async function samplesOf(app: App, instances: readonly Instance[]): Promise<readonly Sample[]> {
  const ofInstances = await Promise.all(instances.map((instance) => samplesOfInstance(app, instance)));
  const calls = await Promise.all(activities.map((contract) => samplesOfCalls(app, contract)));
  return [...ofInstances, ...calls, await samplesOfEntities(app)].flat();
}

async function samplesOfInstance(app: App, { name, instanceId, input, output }: Instance): Promise<readonly Sample[]> {
  const contract = contracts.find((each) => each.name === name);
  if (contract === undefined) return [];
  return [
    { ...named(name, contract.input), value: input },
    { ...named(`result of ${name}`, contract.result), value: output },
    ...(await samplesOfEvents(app, instanceId)),
  ];
}

async function samplesOfEvents(app: App, instanceId: string): Promise<readonly Sample[]> {
  const history = await app.host.instance(instanceId).history();
  return history.flatMap((event) => {
    if (!('Name' in event && 'Input' in event && typeof event.Input === 'string')) return [];
    const name = event.Name.startsWith(APPROVAL) ? APPROVAL : event.Name;
    const schema = name === APPROVAL ? ApprovalVote : events[name];
    return schema === undefined
      ? []
      : [{ ...named(`event ${name}`, schema), value: JSON.parse(event.Input) as unknown }];
  });
}

async function samplesOfCalls(app: App, { name, input, output }: ActivityContract): Promise<readonly Sample[]> {
  return (await app.host.calls(name)).flatMap((call) => [
    { ...named(name, input), value: Call.parse(call.input).payload },
    { ...named(`answer of ${name}`, output), value: call.result },
  ]);
}

async function samplesOfEntities(app: App): Promise<readonly Sample[]> {
  const states = Entities.parse(await managed(app, 'entities?fetchState=true&top=1000'));
  return states.flatMap(({ entityId, state }) => {
    const contract = entities.find(({ name }) => name.toLowerCase() === entityId.name.toLowerCase());
    return contract === undefined ? [] : [{ ...named(contract.name, contract.state), value: state }];
  });
}

async function managed({ host }: App, path: string): Promise<unknown> {
  return (await host.fetch(`/runtime/webhooks/durabletask/${path}`)).json();
}
