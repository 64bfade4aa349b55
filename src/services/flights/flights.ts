/** The stand-in for the airlines: the offer decides. */
import type { ActivityImplementation } from '../../shared/contract';
import { bookableStandIn } from '../stand-in/bookable';
import type { Records } from '../stand-in/records';
import { listPrices } from '../stand-in/test-values';
import { flights } from './contract';

export function flightsStandIn(records: Records): readonly ActivityImplementation[] {
  return bookableStandIn(records, { contracts: flights, unitCents: listPrices.flights });
}
