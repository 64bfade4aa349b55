/**
 * Shipping sends parcels from a warehouse. As with payments, the caller chooses the `reference`:
 *
 * S1 one reference is at most one parcel, whatever key asks.
 * S2 cancelling a reference that has no parcel is cancelled too, and closes it: a late creation is refused.
 */
import { z } from 'zod';
import { personal } from '../../shared/personal-data';
import { Address } from '../../shared/address';
import type { ActivityContract } from '../../shared/contract';
import { SECOND_MS } from '../../shared/durations';
import { OrderId, ParcelReference, WarehouseId } from '../../shared/ids';
import { OrderLine } from '../../shared/order-line';
import { Reason } from '../../shared/reason';
import { persistent } from '../../shared/retry-policies';

export const createParcel = {
  name: 'shipping.createParcel',
  input: z.object({
    reference: ParcelReference,
    orderId: OrderId,
    warehouse: WarehouseId,
    lines: z.array(OrderLine).min(1),
    address: Address,
  }),
  output: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('created'), parcelId: z.string(), trackingNumber: personal(z.string()) }),
    /** The stand-in's reasons: addressNotServed, cancelled. */
    z.object({ outcome: z.literal('refused'), reason: Reason }),
  ]),
  retry: persistent,
  timeoutMs: 15 * SECOND_MS,
  refusedAs: 'refused',
} as const satisfies ActivityContract;

/** Undoes `shipping.createParcel`, whether or not that happened. */
export const cancelParcel = {
  name: 'shipping.cancelParcel',
  input: z.object({ reference: ParcelReference }),
  output: z.discriminatedUnion('outcome', [z.object({ outcome: z.literal('cancelled') })]),
  retry: persistent,
  timeoutMs: 15 * SECOND_MS,
} as const satisfies ActivityContract;
