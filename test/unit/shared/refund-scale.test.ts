import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { usualRefunds } from '../../../src/processes/trip-booking/contract';
import { daysUntil, refundOf, RefundScale } from '../../../src/shared/refund-scale';

const { flight, hotel, car } = usualRefunds;

describe('the usual refunds', () => {
  it.each([
    ['a flight', 31, 8_000, flight],
    ['a flight', 30, 8_000, flight],
    ['a flight', 29, 5_000, flight],
    ['a flight', 14, 5_000, flight],
    ['a flight', 13, 2_000, flight],
    ['a flight', 3, 2_000, flight],
    ['a flight', 2, 0, flight],
    ['a hotel', 7, 10_000, hotel],
    ['a hotel', 6, 5_000, hotel],
    ['a hotel', 2, 5_000, hotel],
    ['a hotel', 1, 0, hotel],
    ['a car', 1, 10_000, car],
    ['a car', 0, 0, car],
  ])('of %s %i days before are %i cents of 10000', (_, daysBefore, refundedCents, scale) => {
    expect(refundOf(scale, 10_000, daysBefore)).toBe(refundedCents);
  });
});

describe('a refund', () => {
  it('is rounded down to whole cents', () => {
    expect(refundOf([{ daysBefore: 0, percent: 33 }], 1_001, 5)).toBe(330);
  });

  it('is nothing without a tier, and after the date', () => {
    expect(refundOf([], 10_000, 100)).toBe(0);
    expect(refundOf(car, 10_000, -1)).toBe(0);
  });

  it('is never more than the price, and never more for who cancels later', () => {
    const days = fc.integer({ min: -5, max: 400 });
    const check = (cents: number, one: number, other: number) => {
      const [early, late] = [Math.max(one, other), Math.min(one, other)];
      expect(refundOf(flight, cents, early)).toBeLessThanOrEqual(cents);
      expect(refundOf(flight, cents, late)).toBeLessThanOrEqual(refundOf(flight, cents, early));
    };
    fc.assert(fc.property(fc.integer({ min: 1, max: 10_000_000 }), days, days, check));
  });
});

describe('a refund scale', () => {
  it.each([
    ['days that do not fall', [10, 50], [10, 20]],
    ['a percentage that rises', [10, 20], [5, 50]],
    ['more than everything', [10, 101], [5, 50]],
  ])('cannot have %s', (_, ...tiers) => {
    const scale = tiers.map(([daysBefore, percent]) => ({ daysBefore, percent }));
    expect(RefundScale.safeParse(scale).success).toBe(false);
  });
});

describe('the days until a date', () => {
  it.each([
    ['2026-03-10T12:00:00.000Z', 9],
    ['2026-03-10T11:59:59.000Z', 8],
    ['2026-03-01T12:00:00.000Z', 0],
    ['2026-03-01T11:59:59.000Z', -1],
  ])('are whole: at noon of 1 March until %s, %i', (date, days) => {
    expect(daysUntil(date, '2026-03-01T12:00:00.000Z')).toBe(days);
  });
});
