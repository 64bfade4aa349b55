/** The stand-in for the car rental: the offer decides. */
import type { ActivityImplementation } from '../../shared/contract';
import { bookableStandIn } from '../stand-in/bookable';
import type { Records } from '../stand-in/records';
import { listPrices } from '../stand-in/test-values';
import { cars } from './contract';

export function carsStandIn(records: Records): readonly ActivityImplementation[] {
  return bookableStandIn(records, { contracts: cars, unitCents: listPrices.cars });
}
