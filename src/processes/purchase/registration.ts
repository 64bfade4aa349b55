import type { ProcessRegistration } from '../../orchestration/registration';
import { PurchaseOrder, purchaseSettings } from './contract';
import { purchaseProcess } from './orchestrator';

export const purchaseRegistration: ProcessRegistration = {
  process: purchaseProcess,
  order: PurchaseOrder,
  settings: purchaseSettings,
};
