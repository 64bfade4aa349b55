import type { z } from 'zod';
import type { Applied, EntityBehaviour, EntityImplementation } from '../../shared/contract';
import { implementEntity } from '../../shared/implement-entity';
import { customerFile, type CustomerFileState } from './contract';

type Operations = typeof customerFile.operations;
type Operation<Name extends keyof Operations> = (
  state: CustomerFileState,
  input: z.output<Operations[Name]['input']>,
) => Applied<CustomerFileState, z.input<Operations[Name]['output']>>;

export function customerFileEntity(): EntityImplementation {
  return implementEntity<typeof customerFile>({
    contract: customerFile,
    initialState: () => ({ state: 'unknown', onboardedBy: null, instances: [], erasure: null }),
    operations: {
      beginOnboarding,
      completeOnboarding,
      abandonOnboarding,
      beginErasure,
      withdrawErasure,
      completeErasure,
    },
  } satisfies EntityBehaviour<typeof customerFile>);
}

const beginOnboarding: Operation<'beginOnboarding'> = (file, { instanceId }) => {
  const reason = whyNoOnboarding(file, instanceId);
  const instances = [...new Set([...file.instances, instanceId])];
  if (reason === 'erased') return { state: file, answer: { outcome: 'refused', reason } };
  if (reason !== undefined) return { state: { ...file, instances }, answer: { outcome: 'refused', reason } };
  return { state: { ...file, state: 'onboarding', onboardedBy: instanceId, instances }, answer: { outcome: 'begun' } };
};

function whyNoOnboarding({ state, onboardedBy, erasure }: CustomerFileState, instanceId: string) {
  if (erasure !== null) return erasure.state === 'done' ? 'erased' : 'erasing';
  if (onboardedBy === instanceId) return undefined;
  switch (state) {
    case 'unknown':
      return undefined;
    case 'onboarding':
      return 'alreadyOnboarding';
    case 'customer':
      return 'alreadyCustomer';
  }
}

const completeOnboarding: Operation<'completeOnboarding'> = (file, { instanceId }) => {
  return noted(file.onboardedBy === instanceId ? { ...file, state: 'customer' } : file);
};

const abandonOnboarding: Operation<'abandonOnboarding'> = (file, { instanceId }) => {
  return noted(file.onboardedBy === instanceId ? { ...file, state: 'unknown', onboardedBy: null } : file);
};

const beginErasure: Operation<'beginErasure'> = (file, { instanceId }) => {
  const { erasure, instances } = file;
  if (erasure !== null && erasure.by !== instanceId) {
    return { state: file, answer: { outcome: 'refused', reason: erasure.state === 'done' ? 'erased' : 'erasing' } };
  }
  return {
    state: { ...file, erasure: erasure ?? { by: instanceId, state: 'underWay' } },
    answer: { outcome: 'begun', instances },
  };
};

const withdrawErasure: Operation<'withdrawErasure'> = (file, { instanceId }) => {
  const isOurs = file.erasure?.by === instanceId && file.erasure.state === 'underWay';
  return noted(isOurs ? { ...file, erasure: null } : file);
};

const completeErasure: Operation<'completeErasure'> = (file, { instanceId }) => {
  if (file.erasure?.by !== instanceId) return noted(file);
  return noted({ ...file, instances: [], erasure: { by: instanceId, state: 'done' } });
};

function noted(state: CustomerFileState) {
  return { state, answer: { outcome: 'noted' } } as const;
}
