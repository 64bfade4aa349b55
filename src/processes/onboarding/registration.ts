import type { z } from 'zod';
import type { ProcessRegistration } from '../../orchestration/registration';
import { OnboardingOrder, onboardingSettings } from './contract';
import { onboardingProcess } from './orchestrator';

export const onboardingRegistration: ProcessRegistration = {
  process: onboardingProcess,
  order: OnboardingOrder,
  example: { customer: { id: 'ada', name: 'Ada Lovelace', email: 'ada@example.com' }, plan: 'team' } satisfies z.input<
    typeof OnboardingOrder
  >,
  settings: onboardingSettings,
};
