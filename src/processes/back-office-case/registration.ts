import type { z } from 'zod';
import type { ProcessRegistration } from '../../orchestration/registration';
import { CaseOrder, caseSettings } from './contract';
import { backOfficeCaseProcess } from './orchestrator';

export const backOfficeCaseRegistration: ProcessRegistration = {
  process: backOfficeCaseProcess,
  order: CaseOrder,
  example: {
    type: 'invoice',
    reference: 'INV-1001',
    submittedBy: { id: 'ada', email: 'ada@example.com' },
    facts: { supplier: 'Mill Lane Ltd', amountCents: 120_000, country: 'GB' },
  } satisfies z.input<typeof CaseOrder>,
  settings: caseSettings,
};
