import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { StockShelf } from './stock-shelf';

/** Few ids, quantities and times, so that repetitions, late and early operations are common. */
const reservationId = fc.constantFrom('a', 'b', 'c', 'd');
const quantities: Record<string, number> = { a: 1, b: 2, c: 3, d: 5 };
const hour = fc.integer({ min: 0, max: 9 });

const operation = fc.oneof(
  fc.record({ type: fc.constant('reserve' as const), reservationId, hour, lasts: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ type: fc.constant('release' as const), reservationId, hour }),
  fc.record({ type: fc.constant('ship' as const), reservationId, hour }),
  fc.record({
    type: fc.constant('restock' as const),
    deliveryId: fc.constantFrom('d1', 'd2'),
    quantity: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ type: fc.constant('get' as const), hour }),
);
type Operation = typeof operation extends fc.Arbitrary<infer Value> ? Value : never;

function timeAt(hours: number): string {
  return new Date(Date.UTC(2026, 0, 1, hours)).toISOString();
}

function run(shelf: StockShelf, step: Operation): { readonly outcome?: string } {
  if (step.type === 'restock') return shelf.call('restock', { deliveryId: step.deliveryId, quantity: step.quantity });
  const now = timeAt(step.hour);
  if (step.type === 'get') return { ...shelf.call('get', { now }), outcome: 'got' };
  if (step.type === 'release') return shelf.call('release', { reservationId: step.reservationId, now });
  const request = { reservationId: step.reservationId, quantity: quantities[step.reservationId] ?? 1, now };
  if (step.type === 'ship') return shelf.call('ship', request);
  return shelf.call('reserve', { ...request, expiresAt: timeAt(step.hour + step.lasts) });
}

const history = fc.record({ onHand: fc.integer({ min: 0, max: 8 }), steps: fc.array(operation, { minLength: 1 }) });

describe('a shelf, whatever is asked of it', () => {
  it('never holds or ships more than it has (K1)', () => {
    const check = ({ onHand, steps }: { onHand: number; steps: Operation[] }) => {
      const shelf = new StockShelf(onHand);
      for (const step of steps) {
        run(shelf, step);
        const held = shelf.state.reservations.reduce((sum, { quantity }) => sum + quantity, 0);
        expect(held).toBeLessThanOrEqual(shelf.state.onHand);
        expect(shelf.state.onHand).toBeGreaterThanOrEqual(0);
      }
    };
    fc.assert(fc.property(history, check));
  });

  it('loses and invents nothing (K2)', () => {
    const check = ({ onHand, steps }: { onHand: number; steps: Operation[] }) => {
      const shelf = new StockShelf(onHand);
      const delivered = new Map<string, number>();
      const shipped = new Map<string, number>();
      for (const step of steps) {
        const { outcome } = run(shelf, step);
        if (step.type === 'restock' && !delivered.has(step.deliveryId)) delivered.set(step.deliveryId, step.quantity);
        if (outcome === 'shipped' && step.type === 'ship') {
          shipped.set(step.reservationId, quantities[step.reservationId] ?? 1);
        }
      }
      expect(shelf.state.shipped).toBe(sumOf(shipped));
      expect(shelf.state.onHand + shelf.state.shipped).toBe(onHand + sumOf(delivered));
    };
    fc.assert(fc.property(history, check));
  });

  it('does the same when every operation comes twice (K3, K4)', () => {
    const check = ({ onHand, steps }: { onHand: number; steps: Operation[] }) => {
      const once = new StockShelf(onHand);
      const twice = new StockShelf(onHand);
      for (const step of steps) {
        const answer = run(once, step);
        expect([run(twice, step), run(twice, step)]).toEqual([answer, answer]);
      }
      expect(twice.state).toEqual(once.state);
    };
    fc.assert(fc.property(history, check));
  });

  it('never holds again what has ended (K4)', () => {
    const check = ({ onHand, steps }: { onHand: number; steps: Operation[] }) => {
      const shelf = new StockShelf(onHand);
      const ended = new Set<string>();
      for (const step of steps) {
        const { outcome } = run(shelf, step);
        if ((step.type === 'release' && outcome === 'released') || (step.type === 'ship' && outcome === 'shipped')) {
          ended.add(step.reservationId);
        }
        expect(shelf.state.reservations.filter(({ id }) => ended.has(id))).toEqual([]);
      }
    };
    fc.assert(fc.property(history, check));
  });
});

function sumOf(quantitiesById: ReadonlyMap<string, number>): number {
  return [...quantitiesById.values()].reduce((sum, quantity) => sum + quantity, 0);
}
