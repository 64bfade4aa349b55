import type { ProcessRegistration } from '../../orchestration/registration';
import { BatchOrder, batchSettings } from './contract';
import { backOfficeBatchProcess } from './orchestrator';

export const backOfficeBatchRegistration: ProcessRegistration = {
  process: backOfficeBatchProcess,
  order: BatchOrder,
  settings: batchSettings,
};
