import { describe, expect, it } from '@jest/globals';
import { REMEMBERED } from '../../../src/entities/stock-level/contract';
import { stockLevelEntity } from '../../../src/entities/stock-level/entity';
import { StockShelf } from './stock-shelf';

const NOON = '2026-03-01T12:00:00.000Z';
const ONE = '2026-03-01T13:00:00.000Z';
const TWO = '2026-03-01T14:00:00.000Z';

function reservation(reservationId: string, quantity = 1) {
  return { reservationId, quantity, now: NOON, expiresAt: ONE };
}

const reserved = { outcome: 'reserved', warehouse: 'north', expiresAt: ONE };

describe('reserving', () => {
  it('holds stock until it expires', () => {
    const shelf = new StockShelf(3);
    expect(shelf.call('reserve', reservation('a', 2))).toEqual(reserved);
    expect(shelf.call('get', { now: NOON })).toMatchObject({ onHand: 3, reserved: 2, available: 1 });
    expect(shelf.call('get', { now: ONE })).toMatchObject({ onHand: 3, reserved: 0, available: 3 });
  });

  it('is out of stock when others hold too much', () => {
    const shelf = new StockShelf(3);
    shelf.call('reserve', reservation('a', 2));
    expect(shelf.call('reserve', reservation('b', 2))).toEqual({ outcome: 'outOfStock', available: 1 });
  });

  it('holds once when it is asked twice', () => {
    const shelf = new StockShelf(1);
    shelf.call('reserve', reservation('a'));
    expect(shelf.call('reserve', reservation('a'))).toEqual(reserved);
    expect(shelf.call('get', { now: NOON })).toMatchObject({ reserved: 1, available: 0 });
  });

  it('fails when an id comes again for another quantity', () => {
    const shelf = new StockShelf(9);
    shelf.call('reserve', reservation('a', 1));
    expect(() => shelf.call('reserve', reservation('a', 2))).toThrow(/^stock.reservationReused: a holds 1, not 2$/);
  });

  it('holds nothing when the request comes after its own expiry', () => {
    const shelf = new StockShelf(1);
    shelf.call('get', { now: TWO });
    expect(shelf.call('reserve', reservation('a'))).toEqual({ outcome: 'closed', as: 'expired' });
  });

  it('has nothing to hold of a SKU that no shelf knows', () => {
    const entity = stockLevelEntity(new Map());
    const call = { key: 'NO-SUCH', operation: 'reserve', state: undefined, input: reservation('a') };
    expect(entity.apply(call).answer).toEqual({ outcome: 'outOfStock', available: 0 });
  });
});

describe('releasing', () => {
  it('gives the stock back, once', () => {
    const shelf = new StockShelf(3);
    shelf.call('reserve', reservation('a', 2));
    expect(shelf.call('release', { reservationId: 'a', now: NOON })).toEqual({ outcome: 'released' });
    expect(shelf.call('release', { reservationId: 'a', now: NOON })).toEqual({ outcome: 'released' });
    expect(shelf.call('get', { now: NOON })).toMatchObject({ onHand: 3, reserved: 0 });
  });

  it('closes an id that comes later', () => {
    const shelf = new StockShelf(3);
    expect(shelf.call('release', { reservationId: 'a', now: NOON })).toEqual({ outcome: 'released' });
    expect(shelf.call('reserve', reservation('a'))).toEqual({ outcome: 'closed', as: 'released' });
    expect(shelf.call('get', { now: NOON })).toMatchObject({ reserved: 0 });
  });

  it('says so when the stock has left', () => {
    const shelf = new StockShelf(1);
    shelf.call('reserve', reservation('a'));
    shelf.call('ship', { reservationId: 'a', quantity: 1, now: NOON });
    expect(shelf.call('release', { reservationId: 'a', now: NOON })).toEqual({ outcome: 'alreadyShipped' });
    expect(shelf.call('get', { now: NOON })).toMatchObject({ onHand: 0, shipped: 1 });
  });

  it('remembers a bounded number of ids', () => {
    const shelf = new StockShelf(1);
    for (let n = 0; n < REMEMBERED + 5; n += 1) shelf.call('release', { reservationId: `r-${n}`, now: NOON });
    expect(shelf.state.ended).toHaveLength(REMEMBERED);
    expect(shelf.call('reserve', reservation(`r-${REMEMBERED + 4}`))).toEqual({ outcome: 'closed', as: 'released' });
  });
});

describe('shipping', () => {
  it('takes reserved stock from the shelf, once', () => {
    const shelf = new StockShelf(3);
    shelf.call('reserve', reservation('a', 2));
    const ship = { reservationId: 'a', quantity: 2, now: NOON };
    expect(shelf.call('ship', ship)).toEqual({ outcome: 'shipped', warehouse: 'north' });
    expect(shelf.call('ship', ship)).toEqual({ outcome: 'shipped', warehouse: 'north' });
    expect(shelf.call('get', { now: NOON })).toMatchObject({ onHand: 1, reserved: 0, shipped: 2 });
  });

  it('honours an expired reservation while there is stock', () => {
    const shelf = new StockShelf(1);
    shelf.call('reserve', reservation('a'));
    expect(shelf.call('ship', { reservationId: 'a', quantity: 1, now: TWO })).toMatchObject({ outcome: 'shipped' });
  });

  it('leaves to others what they hold', () => {
    const shelf = new StockShelf(1);
    shelf.call('reserve', reservation('a'));
    const late = { reservationId: 'b', quantity: 1, now: NOON };
    expect(shelf.call('ship', late)).toEqual({ outcome: 'outOfStock', available: 0 });
  });

  it('does not ship what was released', () => {
    const shelf = new StockShelf(1);
    shelf.call('release', { reservationId: 'a', now: NOON });
    const late = { reservationId: 'a', quantity: 1, now: NOON };
    expect(shelf.call('ship', late)).toEqual({ outcome: 'alreadyReleased' });
  });

  it('does not hold again what has left', () => {
    const shelf = new StockShelf(3);
    shelf.call('reserve', reservation('a'));
    shelf.call('ship', { reservationId: 'a', quantity: 1, now: NOON });
    expect(shelf.call('reserve', reservation('a'))).toEqual({ outcome: 'closed', as: 'shipped' });
  });
});

describe('restocking', () => {
  it('counts a delivery once', () => {
    const shelf = new StockShelf(0);
    expect(shelf.call('restock', { deliveryId: 'd', quantity: 5 })).toEqual({ outcome: 'restocked', onHand: 5 });
    expect(shelf.call('restock', { deliveryId: 'd', quantity: 5 })).toEqual({ outcome: 'restocked', onHand: 5 });
  });

  it('does not mistake a delivery for a reservation of the same name', () => {
    const shelf = new StockShelf(0);
    shelf.call('restock', { deliveryId: 'a', quantity: 5 });
    expect(shelf.call('reserve', reservation('a'))).toEqual(reserved);
  });
});
