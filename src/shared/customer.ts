/** Who is onboarded, as the systems of the company are told. Personal data: never in a log or a custom status. */
import { z } from 'zod';
import { personal } from './personal-data';
import { CustomerId } from './ids';

export const Plan = z.enum(['free', 'team', 'enterprise']);
export type Plan = z.infer<typeof Plan>;

export const Customer = z.object({
  id: CustomerId,
  name: personal(z.string().min(1).max(200)),
  email: personal(z.email().max(200)),
});
export type Customer = z.infer<typeof Customer>;
