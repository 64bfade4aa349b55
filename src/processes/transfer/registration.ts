import type { z } from 'zod';
import type { ProcessRegistration } from '../../orchestration/registration';
import { TransferOrder, transferSettings } from './contract';
import { transferProcess } from './orchestrator';

export const transferRegistration: ProcessRegistration = {
  process: transferProcess,
  order: TransferOrder,
  example: { from: 'ACC-ADA', to: 'ACC-BOB', cents: 2_500 } satisfies z.input<typeof TransferOrder>,
  settings: transferSettings,
};
