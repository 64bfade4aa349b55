import type { ProcessRegistration } from '../../orchestration/registration';
import { ErasureOrder, erasureSettings } from './contract';
import { erasureProcess } from './orchestrator';

export const erasureRegistration: ProcessRegistration = {
  process: erasureProcess,
  order: ErasureOrder,
  settings: erasureSettings,
};
