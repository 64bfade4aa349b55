import { describe, expect, it } from '@jest/globals';
import { start } from './app-client';
import { aPurchase } from './orders';
import { aProblem } from './reply';

const namesOf = (steps: readonly { readonly step: string }[]) => steps.map(({ step }) => step);

describe('a purchase', () => {
  it('is priced, reserved, paid and sent', async () => {
    const purchase = await start('purchase', aPurchase());
    const { steps, compensation, result } = await purchase.until('it completes', ({ state }) => state === 'completed');
    expect(result).toMatchObject({ outcome: 'fulfilled', totalCents: 1_290, currency: 'EUR' });
    expect(namesOf(steps)).toEqual([
      ...['pricing.priceOrder', 'stockLevel.reserve/MUG-RED', 'fraud.scoreOrder', 'payments.authorize'],
      ...[
        'payments.capture',
        'shipping.createParcel/north',
        'stockLevel.ship/MUG-RED',
        'notifications.send/orderConfirmed',
      ],
    ]);
    expect(compensation).toEqual([]);
  });

  it('is undone when the card declines', async () => {
    const purchase = await start('purchase', aPurchase('tok_declined'));
    expect(await purchase.result()).toMatchObject({ outcome: 'rejected', by: 'payment', reason: 'cardDeclined' });
    expect(namesOf((await purchase.view()).compensation)).toContain('stockLevel.release/MUG-RED');
  });

  it('is tried again when a service stumbles', async () => {
    const purchase = await start('purchase', aPurchase('tok_flaky_1'));
    expect(await purchase.result()).toMatchObject({ outcome: 'fulfilled' });
    expect((await purchase.view()).steps).toContainEqual(
      expect.objectContaining({ step: 'payments.authorize', state: 'done', attempts: 2 }),
    );
  });

  it('is cancelled while it waits, and given back newest first', async () => {
    const purchase = await start('purchase', aPurchase('tok_suspicious'));
    await purchase.waitsFor('approval');
    expect(await purchase.cancel('foundACheaperOne')).toMatchObject({ status: 202, body: { id: purchase.id } });
    expect(await purchase.result()).toMatchObject({ outcome: 'cancelled', reason: 'foundACheaperOne' });
    const undone = namesOf((await purchase.view()).compensation);
    expect(undone.slice(0, 2)).toEqual(['payments.void', 'stockLevel.release/MUG-RED']);
  });

  it('is not cancelled once it has ended', async () => {
    const purchase = await start('purchase', aPurchase());
    await purchase.result();
    expect(await purchase.cancel('tooLate')).toMatchObject(aProblem(409, 'process.tooLateToCancel'));
  });
});
