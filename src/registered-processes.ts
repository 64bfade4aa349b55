/** Every process of the app, one line each: functions, routes, catalogue, API document and settings follow from it. */
import type { ProcessRegistration } from './orchestration/registration';
import { purchaseRegistration } from './processes/purchase/registration';
import { tripBookingRegistration } from './processes/trip-booking/registration';

export const registeredProcesses: readonly ProcessRegistration[] = [purchaseRegistration, tripBookingRegistration];
