import { z } from 'zod';

export const Country = z.string().regex(/^[A-Z]{2}$/, 'expected an ISO 3166 two-letter code, for example DE');
export type Country = z.infer<typeof Country>;

export const Address = z.object({
  name: z.string().min(1).max(200),
  line1: z.string().min(1).max(200),
  city: z.string().min(1).max(100),
  postalCode: z.string().min(1).max(40),
  country: Country,
});
export type Address = z.infer<typeof Address>;
