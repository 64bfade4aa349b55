/** Every system at once, each by a process of its own. Which of them the customer cannot do without is said here. */
import { Interruption } from '../../orchestration/interruption';
import { parallel } from '../../orchestration/parallel';
import type { ProcessContext } from '../../orchestration/process-context';
import type { Saga } from '../../orchestration/saga';
import type { Step } from '../../orchestration/step';
import { callProcess, type RunningProcess, startProcess } from '../../orchestration/sub-process';
import { provisioning, type ProvisioningResult } from './provisioning-contract';
import { stepsOf } from './system-steps';
import type { Applicant } from './applicant';
import { provisioningKey, System, type SystemState } from './contract';

/** What is mandatory ends the onboarding when it refuses or stays down; what is optional is tried in the background. */
const policies = { crm: 'mandatory', billing: 'mandatory', support: 'optional' } as const satisfies Record<
  System,
  'mandatory' | 'optional'
>;

/** `down`: optional, and to be tried again later. */
export type ProvisionedSystem = Exclude<SystemState, { readonly state: 'provisionedLater' }> | DownSystem;

interface DownSystem {
  readonly system: System;
  readonly state: 'down';
}

type Provisioned =
  | { readonly outcome: 'provisioned'; readonly systems: readonly ProvisionedSystem[] }
  | { readonly outcome: 'refused'; readonly by: System; readonly reason: string };

export function* provisionSystems(context: ProcessContext, saga: Saga, applicant: Applicant): Step<Provisioned> {
  const answers = yield* parallel(
    context,
    System.options.map((system) => (branch) => provision(branch, saga, { applicant, system })),
  );
  for (const answer of answers) {
    if (answer.state === 'refused' && policies[answer.system] === 'mandatory')
      return { outcome: 'refused', by: answer.system, reason: answer.reason };
  }
  return { outcome: 'provisioned', systems: answers };
}

interface Wanted {
  readonly applicant: Applicant;
  readonly system: System;
}

function* provision(context: ProcessContext, saga: Saga, { applicant, system }: Wanted): Step<ProvisionedSystem> {
  const account = saga.undoWith(
    `close the account at ${system}`,
    () => stepsOf[system].close(context, applicant.reference),
    {
      group: 'systems',
    },
  );
  try {
    const answer = yield* callProcess(context, child(applicant, system, 'bounded'));
    if (answer.outcome === 'refused') account.drop();
    return stateOf(system, answer);
  } catch (fault) {
    if (policies[system] === 'mandatory' || fault instanceof Interruption) throw fault;
    return { system, state: 'down' };
  }
}

function stateOf(system: System, answer: ProvisioningResult): Exclude<ProvisionedSystem, DownSystem> {
  if (answer.outcome === 'provisioned') return { system, state: 'provisioned' };
  // What somebody wrote who cancelled the sub-process stays there.
  const reason = answer.outcome === 'cancelled' ? 'provisioningCancelled' : answer.reason;
  return { system, state: 'refused', reason };
}

export type Background = ReadonlyMap<System, RunningProcess<ProvisioningResult>>;

/** Tries what is down until it works, each by a process of its own, while the onboarding goes on. */
export function* provisionInBackground(
  context: ProcessContext,
  applicant: Applicant,
  provisioned: readonly ProvisionedSystem[],
): Step<Background> {
  const background = new Map<System, RunningProcess<ProvisioningResult>>();
  for (const { system, state } of provisioned) {
    if (state === 'down')
      background.set(system, yield* startProcess(context, child(applicant, system, 'untilItWorks')));
  }
  return background;
}

/** How every system has ended, those in the background included. */
export function* settleSystems(provisioned: readonly ProvisionedSystem[], background: Background): Step<SystemState[]> {
  const settled: SystemState[] = [];
  for (const known of provisioned) {
    const later = background.get(known.system);
    if (later === undefined) {
      if (known.state !== 'down') settled.push(known);
      continue;
    }
    const answer = stateOf(known.system, yield* later.result());
    settled.push(answer.state === 'provisioned' ? { ...answer, state: 'provisionedLater' } : answer);
  }
  return settled;
}

function child({ reference, customer, plan }: Applicant, system: System, trying: 'bounded' | 'untilItWorks') {
  const key = provisioningKey(system, trying === 'bounded' ? 'now' : 'later');
  return { contract: provisioning, key, input: { system, reference, customer, plan, trying } };
}
