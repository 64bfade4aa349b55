import { bookableContracts } from '../../shared/bookable';

/** Cars sell rental cars; see B1 to B6 in shared/bookable.ts. */
export const cars = bookableContracts('cars');
