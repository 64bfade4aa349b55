import type { EntityBehaviour, EntityImplementation } from '../../shared/contract';
import { implementEntity } from '../../shared/implement-entity';
import { approvalRecord } from './contract';

/** The first record stays. */
export function approvalRecordEntity(): EntityImplementation {
  return implementEntity<typeof approvalRecord>({
    contract: approvalRecord,
    initialState: () => ({ record: null }),
    operations: {
      keep: ({ record }, ended) => ({ state: { record: record ?? ended }, answer: { outcome: 'kept' } }),
    },
  } satisfies EntityBehaviour<typeof approvalRecord>);
}
