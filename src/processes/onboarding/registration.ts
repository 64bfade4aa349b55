import type { ProcessRegistration } from '../../orchestration/registration';
import { OnboardingOrder, onboardingSettings } from './contract';
import { onboardingProcess } from './orchestrator';

export const onboardingRegistration: ProcessRegistration = {
  process: onboardingProcess,
  order: OnboardingOrder,
  settings: onboardingSettings,
};
