/** Every process of the app, one line each: functions, routes, catalogue, API document and settings follow from it. */
import type { ProcessDefinition } from './orchestration/define-process';
import type { ProcessRegistration } from './orchestration/registration';
import { batchLaneProcess } from './processes/back-office-batch/lane';
import { backOfficeBatchRegistration } from './processes/back-office-batch/registration';
import { backOfficeCaseRegistration } from './processes/back-office-case/registration';
import { erasureRegistration } from './processes/erasure/registration';
import { provisioningProcess } from './processes/onboarding/provisioning';
import { onboardingRegistration } from './processes/onboarding/registration';
import { accountOpeningRegistration } from './processes/account-opening/registration';
import { purchaseRegistration } from './processes/purchase/registration';
import { transferRegistration } from './processes/transfer/registration';
import { tripBookingRegistration } from './processes/trip-booking/registration';

export const registeredProcesses: readonly ProcessRegistration[] = [
  purchaseRegistration,
  onboardingRegistration,
  erasureRegistration,
  accountOpeningRegistration,
  backOfficeCaseRegistration,
  backOfficeBatchRegistration,
  tripBookingRegistration,
  transferRegistration,
];

/** Started by other processes only. */
export const subProcesses: readonly ProcessDefinition[] = [provisioningProcess, batchLaneProcess];
