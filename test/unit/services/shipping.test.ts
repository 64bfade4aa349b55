import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cancelParcel, createParcel } from '../../../src/services/shipping/contract';
import { anAddress, aParcel } from './requests';
import { StandIns } from './stand-ins';

const reference = 'order-1/north';

let standIns: StandIns;
beforeEach(() => {
  standIns = new StandIns();
});
afterEach(() => standIns.dispose());

describe('creating a parcel', () => {
  it('sends a reference once, also when two keys ask', async () => {
    const first = await standIns.run(createParcel, aParcel());
    expect(first).toMatchObject({ outcome: 'created', trackingNumber: expect.stringMatching(/^TRK[0-9A-F]{12}$/) });
    expect(await standIns.run(createParcel, aParcel())).toEqual(first);
  });

  it('sends another reference as another parcel', async () => {
    const north = await standIns.run(createParcel, aParcel());
    const south = await standIns.run(createParcel, aParcel({ reference: 'order-1/south', warehouse: 'south' }));
    expect(south).not.toEqual(north);
  });

  it('refuses a country that is not served', async () => {
    const answer = await standIns.run(createParcel, aParcel({ address: anAddress({ country: 'AQ' }) }));
    expect(answer).toEqual({ outcome: 'refused', reason: 'addressNotServed' });
  });
});

describe('cancelling a parcel', () => {
  it('cancels it', async () => {
    await standIns.run(createParcel, aParcel());
    expect(await standIns.run(cancelParcel, { reference })).toEqual({ outcome: 'cancelled' });
  });

  it('works before the creation, which then is refused', async () => {
    expect(await standIns.run(cancelParcel, { reference })).toEqual({ outcome: 'cancelled' });
    expect(await standIns.run(createParcel, aParcel())).toEqual({ outcome: 'refused', reason: 'cancelled' });
  });
});
