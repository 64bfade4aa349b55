import type { z } from 'zod';
import type { ProcessRegistration } from '../../orchestration/registration';
import { ErasureOrder, erasureSettings } from './contract';
import { erasureProcess } from './orchestrator';

export const erasureRegistration: ProcessRegistration = {
  process: erasureProcess,
  order: ErasureOrder,
  example: { customerId: 'ada' } satisfies z.input<typeof ErasureOrder>,
  settings: erasureSettings,
};
