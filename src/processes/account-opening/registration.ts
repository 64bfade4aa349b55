import type { ProcessRegistration } from '../../orchestration/registration';
import { AccountApplication, accountOpeningSettings } from './contract';
import { accountOpeningProcess } from './orchestrator';

export const accountOpeningRegistration: ProcessRegistration = {
  process: accountOpeningProcess,
  order: AccountApplication,
  settings: accountOpeningSettings,
};
