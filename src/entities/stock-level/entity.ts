import type { z } from 'zod';
import type { Applied, EntityBehaviour, EntityImplementation } from '../../shared/contract';
import { AppError } from '../../shared/errors';
import { Sku, WarehouseId } from '../../shared/ids';
import { implementEntity } from '../../shared/implement-entity';
import { isAtOrAfter, type Instant } from '../../shared/instant';
import { REMEMBERED, type StockLevelState, stockLevel } from './contract';

type Operations = typeof stockLevel.operations;
type Operation<Name extends keyof Operations> = (
  state: StockLevelState,
  input: z.output<Operations[Name]['input']>,
) => Applied<StockLevelState, z.input<Operations[Name]['output']>>;

/** What lies on the shelf before the first operation. */
export interface Shelf {
  readonly warehouse: string;
  readonly onHand: number;
}

const EMPTY_SHELF: Shelf = { warehouse: 'none', onHand: 0 };

/** The stock of one SKU, beginning with what `shelves` says; a SKU that is not there begins with nothing. */
export function stockLevelEntity(shelves: ReadonlyMap<string, Shelf>): EntityImplementation {
  return implementEntity<typeof stockLevel>({
    contract: stockLevel,
    initialState: (key) => stockOn(shelves.get(key) ?? EMPTY_SHELF, Sku.parse(key)),
    operations: { reserve, release, ship, restock, get },
  } satisfies EntityBehaviour<typeof stockLevel>);
}

function stockOn({ warehouse, onHand }: Shelf, sku: Sku): StockLevelState {
  return { sku, warehouse: WarehouseId.parse(warehouse), onHand, shipped: 0, reservations: [], ended: [] };
}

const reserve: Operation<'reserve'> = (before, { reservationId, quantity, now, expiresAt }) => {
  const state = at(now, before);
  const { warehouse } = state;
  const ending = endingOf(reservationId, state);
  if (ending) return { state, answer: { outcome: 'closed', as: ending } };
  const held = heldBy(reservationId, quantity, state);
  if (held) return { state, answer: { outcome: 'reserved', warehouse, expiresAt: held.expiresAt } };
  if (isAtOrAfter(state.clock, expiresAt)) return { state, answer: { outcome: 'closed', as: 'expired' } };
  if (quantity > available(state)) return { state, answer: { outcome: 'outOfStock', available: available(state) } };
  const reservations = [...state.reservations, { id: reservationId, quantity, expiresAt }];
  return { state: { ...state, reservations }, answer: { outcome: 'reserved', warehouse, expiresAt } };
};

const release: Operation<'release'> = (before, { reservationId, now }) => {
  const state = at(now, before);
  const ending = endingOf(reservationId, state);
  if (ending === 'shipped') return { state, answer: { outcome: 'alreadyShipped' } };
  const after = ending ? state : end(reservationId, 'released', state);
  return { state: after, answer: { outcome: 'released' } };
};

const ship: Operation<'ship'> = (before, { reservationId, quantity, now }) => {
  const state = at(now, before);
  const { warehouse } = state;
  const ending = endingOf(reservationId, state);
  if (ending === 'shipped') return { state, answer: { outcome: 'shipped', warehouse } };
  if (ending === 'released') return { state, answer: { outcome: 'alreadyReleased' } };
  const isHeld = heldBy(reservationId, quantity, state) !== undefined;
  if (!isHeld && quantity > available(state)) {
    return { state, answer: { outcome: 'outOfStock', available: available(state) } };
  }
  const left = { ...state, onHand: state.onHand - quantity, shipped: state.shipped + quantity };
  return { state: end(reservationId, 'shipped', left), answer: { outcome: 'shipped', warehouse } };
};

const restock: Operation<'restock'> = (state, { deliveryId, quantity }) => {
  const isKnown = state.ended.some(({ id, as }) => id === deliveryId && as === 'restocked');
  if (isKnown) return { state, answer: { outcome: 'restocked', onHand: state.onHand } };
  const onHand = state.onHand + quantity;
  const after = remember({ id: deliveryId, as: 'restocked' }, { ...state, onHand });
  return { state: after, answer: { outcome: 'restocked', onHand } };
};

const get: Operation<'get'> = (before, { now }) => {
  const state = at(now, before);
  const { sku, warehouse, onHand, shipped } = state;
  return { state, answer: { sku, warehouse, onHand, shipped, reserved: reserved(state), available: available(state) } };
};

/** The state at `now`, or at the latest time known if that is later, without what has expired by then (K5). */
function at(now: Instant, state: StockLevelState): StockLevelState & { readonly clock: Instant } {
  const clock = state.clock !== undefined && isAtOrAfter(state.clock, now) ? state.clock : now;
  const reservations = state.reservations.filter(({ expiresAt }) => !isAtOrAfter(clock, expiresAt));
  return { ...state, clock, reservations };
}

function reserved({ reservations }: StockLevelState): number {
  return reservations.reduce((sum, { quantity }) => sum + quantity, 0);
}

function available(state: StockLevelState): number {
  return state.onHand - reserved(state);
}

function heldBy(reservationId: string, quantity: number, { reservations }: StockLevelState) {
  const held = reservations.find(({ id }) => id === reservationId);
  if (held && held.quantity !== quantity) {
    throw new AppError('stock.reservationReused', {
      detail: `${reservationId} holds ${held.quantity}, not ${quantity}`,
    });
  }
  return held;
}

function endingOf(reservationId: string, { ended }: StockLevelState): 'released' | 'shipped' | undefined {
  for (const { id, as } of ended) if (id === reservationId && as !== 'restocked') return as;
  return undefined;
}

function end(id: string, as: 'released' | 'shipped', state: StockLevelState): StockLevelState {
  const reservations = state.reservations.filter((reservation) => reservation.id !== id);
  return remember({ id, as }, { ...state, reservations });
}

/** K4: the oldest is forgotten. */
function remember(ending: StockLevelState['ended'][number], state: StockLevelState): StockLevelState {
  return { ...state, ended: [...state.ended, ending].slice(-REMEMBERED) };
}
