import { bookableContracts } from '../../shared/bookable';

/** Hotels sell rooms; see B1 to B6 in shared/bookable.ts. */
export const hotels = bookableContracts('hotels');
