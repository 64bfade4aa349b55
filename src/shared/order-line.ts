import { z } from 'zod';
import { Sku } from './ids';

export const OrderLine = z.object({ sku: Sku, quantity: z.int().positive() });
export type OrderLine = z.infer<typeof OrderLine>;
