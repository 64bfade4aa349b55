/** Identifiers are branded, so that an order id never travels where a payment reference is meant. */
import { z } from 'zod';
import { personal, secret } from './personal-data';

/** Printable ASCII without spaces: safe in URLs, headers, logs and database keys. */
const identifier = z.string().regex(/^[\x21-\x7e]{1,200}$/, 'expected 1 to 200 printable characters without spaces');

export const OrderId = identifier.brand<'OrderId'>();
export type OrderId = z.infer<typeof OrderId>;

export const CustomerId = identifier.brand<'CustomerId'>();
export type CustomerId = z.infer<typeof CustomerId>;

export const Sku = z
  .string()
  .regex(/^[A-Z0-9][A-Z0-9-]{0,39}$/, 'expected upper-case letters, digits and hyphens, for example MUG-RED')
  .brand<'Sku'>();
export type Sku = z.infer<typeof Sku>;

export const WarehouseId = identifier.brand<'WarehouseId'>();
export type WarehouseId = z.infer<typeof WarehouseId>;

export const ReservationId = identifier.brand<'ReservationId'>();
export type ReservationId = z.infer<typeof ReservationId>;

/** Chosen by the caller before the first request, so that an undo can name a payment whose answer never came. */
export const PaymentReference = identifier.brand<'PaymentReference'>();
export type PaymentReference = z.infer<typeof PaymentReference>;

/** Chosen by the caller before the first request, as a payment reference is. */
export const ParcelReference = identifier.brand<'ParcelReference'>();
export type ParcelReference = z.infer<typeof ParcelReference>;

/** Chosen by the caller before the first request, as a payment reference is. */
export const BookingReference = identifier.brand<'BookingReference'>();
export type BookingReference = z.infer<typeof BookingReference>;

/** What a travel service sells; with the stand-ins it is a test value as well. */
export const OfferCode = z
  .string()
  .regex(/^[A-Z0-9][A-Z0-9+-]{0,59}$/, 'expected upper-case letters, digits and hyphens, for example BER-LIS-0730')
  .brand<'OfferCode'>();
export type OfferCode = z.infer<typeof OfferCode>;
/** Chosen by the caller before the first request, as a payment reference is: an account at CRM, billing or support. */
export const AccountReference = identifier.brand<'AccountReference'>();
export type AccountReference = z.infer<typeof AccountReference>;

/** Names a card at the payment provider; never a card number. */
export const CardToken = secret(
  z
    .string()
    .regex(/^tok_[a-z0-9_+]{1,100}$/, 'expected a card token, for example tok_visa')
    .brand<'CardToken'>(),
);
export type CardToken = z.infer<typeof CardToken>;

/** Names an application for an account, chosen by whoever sends it. */
export const ApplicationId = identifier.brand<'ApplicationId'>();
export type ApplicationId = z.infer<typeof ApplicationId>;

/** A bank account; the key of its balance. */
export const AccountId = identifier.brand<'AccountId'>();
export type AccountId = z.infer<typeof AccountId>;

/** Chosen by the caller before the first request, as a payment reference is. */
export const ApplicationReference = identifier.brand<'ApplicationReference'>();
export type ApplicationReference = z.infer<typeof ApplicationReference>;

/** Chosen by whoever moves money, so that asking twice moves it once. */
export const TransferId = identifier.brand<'TransferId'>();
export type TransferId = z.infer<typeof TransferId>;

/** The number of a passport or an identity card. */
export const IdentityNumber = personal(
  z
    .string()
    .regex(/^[A-Z0-9][A-Z0-9+-]{0,99}$/, 'expected upper-case letters, digits and hyphens, for example ID-1001')
    .brand<'IdentityNumber'>(),
);
export type IdentityNumber = z.infer<typeof IdentityNumber>;
