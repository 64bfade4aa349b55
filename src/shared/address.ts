import { z } from 'zod';
import { personal } from './personal-data';

export const Country = z.string().regex(/^[A-Z]{2}$/, 'expected an ISO 3166 two-letter code, for example DE');
export type Country = z.infer<typeof Country>;

export const Address = z.object({
  name: personal(z.string().min(1).max(200)),
  line1: personal(z.string().min(1).max(200)),
  city: personal(z.string().min(1).max(100)),
  postalCode: personal(z.string().min(1).max(40)),
  country: Country,
});
export type Address = z.infer<typeof Address>;
