/**
 * Inventory: one durable entity per SKU (the entity key), the only owner of what lies on the shelf.
 *
 * K1 `onHand` never is negative, and the live reservations never hold more than `onHand`.
 * K2 `onHand + shipped` changes by restocking only: nothing is lost or invented.
 * K3 a reservation id holds stock at most once; asking again gives the same answer while the reservation lives.
 * K4 a reservation that was released or shipped never holds stock again. So a release may come before its reserve
 *    (which then is answered `closed`), after it, twice, or without it.
 * K5 a reservation counts until `expiresAt`. Time is the latest `now` that any caller has brought, so that it never
 *    goes back and skipped time counts; the drop happens at the next operation.
 * K6 shipping honours an expired reservation while there is stock, because its customer has paid by then.
 *
 * K4 needs memory, and memory must end: the latest REMEMBERED ended ids are kept. Operations of one process instance
 * arrive in order, so only a repetition or another instance's operation can come late, and by far fewer than that.
 */
import { z } from 'zod';
import type { EntityContract } from '../../shared/contract';
import { ReservationId, Sku, WarehouseId } from '../../shared/ids';
import { Instant } from '../../shared/instant';

export const REMEMBERED = 200;

const Quantity = z.int().positive();
const Count = z.int().nonnegative();
const Ended = z.enum(['released', 'shipped', 'restocked']);

const Reservation = z.object({ id: ReservationId, quantity: Quantity, expiresAt: Instant });

export const StockLevelState = z.object({
  sku: Sku,
  warehouse: WarehouseId,
  onHand: Count,
  shipped: Count,
  /** The latest time any caller has brought; absent until the first. */
  clock: Instant.optional(),
  reservations: z.array(Reservation),
  /** Oldest first. */
  ended: z.array(z.object({ id: z.string(), as: Ended })),
});
export type StockLevelState = z.infer<typeof StockLevelState>;

const outOfStock = z.object({ outcome: z.literal('outOfStock'), available: Count });

export const stockLevel = {
  name: 'stockLevel',
  state: StockLevelState,
  operations: {
    /** The same id with another quantity is a fault. */
    reserve: {
      input: z.object({ reservationId: ReservationId, quantity: Quantity, now: Instant, expiresAt: Instant }),
      output: z.discriminatedUnion('outcome', [
        z.object({ outcome: z.literal('reserved'), warehouse: WarehouseId, expiresAt: Instant }),
        outOfStock,
        /** It has ended before: nothing is held. */
        z.object({ outcome: z.literal('closed'), as: z.enum(['released', 'shipped', 'expired']) }),
      ]),
    },
    /** Undoes `reserve`, whether or not that happened. */
    release: {
      input: z.object({ reservationId: ReservationId, now: Instant }),
      output: z.discriminatedUnion('outcome', [
        z.object({ outcome: z.literal('released') }),
        z.object({ outcome: z.literal('alreadyShipped') }),
      ]),
    },
    /** Turns a reservation into stock that has left. */
    ship: {
      input: z.object({ reservationId: ReservationId, quantity: Quantity, now: Instant }),
      output: z.discriminatedUnion('outcome', [
        z.object({ outcome: z.literal('shipped'), warehouse: WarehouseId }),
        outOfStock,
        z.object({ outcome: z.literal('alreadyReleased') }),
      ]),
    },
    restock: {
      input: z.object({ deliveryId: z.string().min(1), quantity: Quantity }),
      output: z.object({ outcome: z.literal('restocked'), onHand: Count }),
    },
    get: {
      input: z.object({ now: Instant }),
      output: z.object({
        sku: Sku,
        warehouse: WarehouseId,
        onHand: Count,
        reserved: Count,
        available: Count,
        shipped: Count,
      }),
    },
  },
} as const satisfies EntityContract;
