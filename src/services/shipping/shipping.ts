/** The stand-in for the carrier: country and postal code decide. */
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { ActivityImplementation } from '../../shared/contract';
import type { Records } from '../stand-in/records';
import { standIn } from '../stand-in/stand-in';
import { clausesOf, COUNTRY_NOT_SERVED } from '../stand-in/test-values';
import { cancelParcel, createParcel } from './contract';
import { parcelsIn, type Parcels } from './parcel';

export function shippingStandIn(records: Records): readonly ActivityImplementation[] {
  const parcels = parcelsIn(records);
  return [
    standIn(records, createParcel, {
      clauses: ({ address }) => clausesOf(address.postalCode),
      effect: (request) => create(parcels, request),
    }),
    standIn(records, cancelParcel, {
      clauses: ({ reference }) => clausesOf(parcels.get(reference)?.postalCode ?? '', 'cancel'),
      effect: (request) => cancel(parcels, request),
    }),
  ];
}

type Request<C extends typeof createParcel | typeof cancelParcel> = z.output<C['input']>;
type Answer<C extends typeof createParcel | typeof cancelParcel> = z.input<C['output']>;

function create(parcels: Parcels, request: Request<typeof createParcel>): Answer<typeof createParcel> {
  const { reference, orderId, warehouse, lines, address } = request;
  const known = parcels.get(reference);
  if (known?.state === 'cancelled') return { outcome: 'refused', reason: 'cancelled' };
  if (known) return { outcome: 'created', parcelId: known.parcelId, trackingNumber: known.trackingNumber };
  const { country, postalCode } = address;
  if (country === COUNTRY_NOT_SERVED) return { outcome: 'refused', reason: 'addressNotServed' };
  const parcelId = `parcel_${randomUUID()}`;
  const trackingNumber = `TRK${randomUUID().replaceAll('-', '').slice(0, 12).toUpperCase()}`;
  parcels.put(reference, { state: 'created', parcelId, trackingNumber, orderId, warehouse, lines, postalCode });
  return { outcome: 'created', parcelId, trackingNumber };
}

function cancel(parcels: Parcels, { reference }: Request<typeof cancelParcel>): Answer<typeof cancelParcel> {
  parcels.put(reference, { state: 'cancelled', postalCode: parcels.get(reference)?.postalCode ?? '' });
  return { outcome: 'cancelled' };
}
