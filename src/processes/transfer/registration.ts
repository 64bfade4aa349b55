import type { ProcessRegistration } from '../../orchestration/registration';
import { TransferOrder, transferSettings } from './contract';
import { transferProcess } from './orchestrator';

export const transferRegistration: ProcessRegistration = {
  process: transferProcess,
  order: TransferOrder,
  settings: transferSettings,
};
