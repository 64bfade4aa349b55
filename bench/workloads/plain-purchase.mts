/** The purchase as plain calls of the same stand-ins and entities, in the same order: nothing survives a crash. */
import { createRequire } from 'node:module';
import { z } from 'zod';
import type * as StockLevel from '../../src/entities/stock-level/entity.ts';
import type * as OpenServices from '../../src/services/open-services.ts';
import type { ActivityImplementation, EntityImplementation } from '../../src/shared/contract.ts';

const require = createRequire(import.meta.url);
// These are the builds of just those sources: the app is CommonJS, which Node does not run from TypeScript.
const { openServices } = require('../../dist/src/services/open-services.js') as typeof OpenServices;
const { stockLevelEntity } = require('../../dist/src/entities/stock-level/entity.js') as typeof StockLevel;

const PLENTY = 1_000_000_000;
const HOUR_MS = 3_600_000;
const Answer = z.looseObject({ outcome: z.string() });
type Answer = z.infer<typeof Answer>;

interface Order {
  readonly customer: { readonly id: string; readonly email: string };
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  readonly currency: string;
  readonly cardToken: string;
  readonly shipTo: { readonly country: string };
}

export function plainPurchase(dataFolder: string, order: Order): () => Promise<unknown> {
  const shop = new Shop(dataFolder, order);
  let count = 0;
  return () => shop.buy(`plain-${count++}`);
}

class Shop {
  readonly #order: Order;
  readonly #handlers;
  readonly #stock: EntityImplementation;
  readonly #shelves = new Map<string, unknown>();

  constructor(dataFolder: string, order: Order) {
    this.#order = order;
    const { activities } = openServices({ dataFolder, urls: {} });
    this.#handlers = new Map<string, ActivityImplementation['handle']>(
      activities.map(({ contract, handle }) => [contract.name, handle]),
    );
    const shelf = (warehouse: string) => ({ warehouse, onHand: PLENTY });
    this.#stock = stockLevelEntity(
      new Map([
        ['MUG-RED', shelf('north')],
        ['SHIRT-M', shelf('south')],
      ]),
    );
  }

  async buy(id: string): Promise<unknown> {
    const { customer, lines, currency, cardToken, shipTo } = this.#order;
    const call = (operation: string, payload: object, part = '') =>
      this.#call(`${id}/${operation}${part}`, operation, payload);
    const payer = { orderId: id, customerId: customer.id, currency, cardToken };
    const now = new Date();

    const { totalCents: amountCents } = await call('pricing.priceOrder', { lines, currency });
    const expiresAt = new Date(now.getTime() + HOUR_MS).toISOString();
    const held = lines.map((line) =>
      this.#ask('reserve', line, { reservationId: id, now: now.toISOString(), expiresAt }),
    );
    await call('fraud.scoreOrder', { ...payer, totalCents: amountCents, country: shipTo.country });
    const requestedAt = now.toISOString();
    await call('payments.authorize', { ...payer, reference: id, amountCents, requestedAt });
    await call('payments.capture', { reference: id, amountCents, requestedAt });
    const parcels = await Promise.all(
      lines.map(async (line, index) => {
        const warehouse = held[index]?.['warehouse'];
        const parcel = {
          reference: `${id}/${String(warehouse)}`,
          orderId: id,
          warehouse,
          lines: [line],
          address: shipTo,
        };
        const sent = await call('shipping.createParcel', parcel, `/${String(warehouse)}`);
        this.#ask('ship', line, { reservationId: id, now: requestedAt });
        return sent;
      }),
    );
    await call('notifications.send', { template: 'orderConfirmed', to: customer.email, data: { orderId: id } });
    return { outcome: 'fulfilled', parcels };
  }

  async #call(idempotencyKey: string, operation: string, payload: object): Promise<Answer> {
    return Answer.parse(await this.#handlers.get(operation)?.(payload, { idempotencyKey }));
  }

  #ask(operation: string, { sku, quantity }: Order['lines'][number], input: object): Answer {
    const state = this.#shelves.get(sku);
    const applied = this.#stock.apply({ key: sku, operation, state, input: { ...input, quantity } });
    this.#shelves.set(sku, applied.state);
    return Answer.parse(applied.answer);
  }
}
