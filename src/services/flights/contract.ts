import { bookableContracts } from '../../shared/bookable';

/** Flights sell seats; see B1 to B6 in shared/bookable.ts. */
export const flights = bookableContracts('flights');
