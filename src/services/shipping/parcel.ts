/** One parcel as the stand-in remembers it, by its reference; see S1 and S2 in contract.ts. */
import { z } from 'zod';
import { OrderId, WarehouseId } from '../../shared/ids';
import { OrderLine } from '../../shared/order-line';
import { Collection } from '../stand-in/collection';
import type { Records } from '../stand-in/records';

const Parcel = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('created'),
    parcelId: z.string(),
    trackingNumber: z.string(),
    orderId: OrderId,
    warehouse: WarehouseId,
    lines: z.array(OrderLine),
    postalCode: z.string(),
  }),
  z.object({ state: z.literal('cancelled'), postalCode: z.string() }),
]);
export type Parcel = z.infer<typeof Parcel>;

export type Parcels = Collection<typeof Parcel>;

export function parcelsIn(records: Records): Parcels {
  return new Collection(records, 'parcels', Parcel);
}
