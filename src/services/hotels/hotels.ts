/** The stand-in for the hotels: the offer decides. */
import type { ActivityImplementation } from '../../shared/contract';
import { bookableStandIn } from '../stand-in/bookable';
import type { Records } from '../stand-in/records';
import { listPrices } from '../stand-in/test-values';
import { hotels } from './contract';

export function hotelsStandIn(records: Records): readonly ActivityImplementation[] {
  return bookableStandIn(records, { contracts: hotels, unitCents: listPrices.hotels });
}
