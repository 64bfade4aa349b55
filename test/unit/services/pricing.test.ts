import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { priceOrder } from '../../../src/services/pricing/contract';
import { aPriceRequest } from './requests';
import { StandIns } from './stand-ins';

let standIns: StandIns;
beforeEach(() => {
  standIns = new StandIns();
});
afterEach(() => standIns.dispose());

describe('pricing', () => {
  it('prices each line and the whole order', async () => {
    const lines = [
      { sku: 'MUG-RED', quantity: 2 },
      { sku: 'SHIRT-M', quantity: 1 },
    ];
    expect(await standIns.run(priceOrder, aPriceRequest({ lines }))).toEqual({
      outcome: 'priced',
      lines: [
        { sku: 'MUG-RED', quantity: 2, unitCents: 1_290, lineCents: 2_580 },
        { sku: 'SHIRT-M', quantity: 1, unitCents: 2_450, lineCents: 2_450 },
      ],
      totalCents: 5_030,
      currency: 'EUR',
    });
  });

  it.each([
    ['an unknown SKU', { lines: [{ sku: 'NO-SUCH', quantity: 1 }] }, { reason: 'unknownSku', sku: 'NO-SUCH' }],
    ['no piece', { lines: [{ sku: 'MUG-RED', quantity: 0 }] }, { reason: 'invalidQuantity', sku: 'MUG-RED' }],
    ['too many', { lines: [{ sku: 'MUG-RED', quantity: 1_001 }] }, { reason: 'invalidQuantity', sku: 'MUG-RED' }],
    ['no line', { lines: [] }, { reason: 'noLines' }],
    ['a foreign currency', { currency: 'XXX' }, { reason: 'currencyNotSupported' }],
  ])('refuses %s', async (_, changes, refusal) => {
    expect(await standIns.run(priceOrder, aPriceRequest(changes))).toEqual({ outcome: 'refused', ...refusal });
  });
});
