import type { EntityBehaviour, EntityImplementation } from '../../shared/contract';
import { implementEntity } from '../../shared/implement-entity';
import { correlation } from './contract';

export function correlationEntity(): EntityImplementation {
  return implementEntity<typeof correlation>({
    contract: correlation,
    initialState: () => ({ instances: [] }),
    operations: {
      announce: ({ instances }, { instanceId }) => {
        const state = { instances: [...instances.filter((other) => other !== instanceId), instanceId] };
        return { state, answer: state };
      },
      retire: ({ instances }, { instanceId }) => {
        const state = { instances: instances.filter((other) => other !== instanceId) };
        return { state, answer: state };
      },
    },
  } satisfies EntityBehaviour<typeof correlation>);
}
