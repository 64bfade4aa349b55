import type { ProcessRegistration } from '../../orchestration/registration';
import { TripOrder, tripBookingSettings } from './contract';
import { tripBookingProcess } from './orchestrator';

export const tripBookingRegistration: ProcessRegistration = {
  process: tripBookingProcess,
  order: TripOrder,
  settings: tripBookingSettings,
};
