import type { z } from 'zod';
import type { ProcessRegistration } from '../../orchestration/registration';
import { BatchOrder, batchSettings } from './contract';
import { backOfficeBatchProcess } from './orchestrator';

export const backOfficeBatchRegistration: ProcessRegistration = {
  process: backOfficeBatchProcess,
  order: BatchOrder,
  // 20,000 cases of some hundred bytes each.
  maxBodyBytes: 8 * 1024 * 1024,
  example: {
    concurrency: 2,
    cases: [
      { type: 'expense', reference: 'EXP-1', submittedBy: { id: 'ada' }, facts: { amountCents: 4_200 } },
      { type: 'expense', reference: 'EXP-2', submittedBy: { id: 'bob' }, facts: { amountCents: 1_900 } },
    ],
  } satisfies z.input<typeof BatchOrder>,
  settings: batchSettings,
};
