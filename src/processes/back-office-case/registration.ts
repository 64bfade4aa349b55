import type { ProcessRegistration } from '../../orchestration/registration';
import { CaseOrder, caseSettings } from './contract';
import { backOfficeCaseProcess } from './orchestrator';

export const backOfficeCaseRegistration: ProcessRegistration = {
  process: backOfficeCaseProcess,
  order: CaseOrder,
  settings: caseSettings,
};
