import type { z } from 'zod';
import { type stockLevel, StockLevelState } from '../../../src/entities/stock-level/contract';
import { stockLevelEntity } from '../../../src/entities/stock-level/entity';

type Operations = typeof stockLevel.operations;

/** The stock entity of one SKU, called as a host does: the state kept between calls as JSON. */
export class StockShelf {
  #stored: string | undefined;
  readonly #entity;

  constructor(onHand: number) {
    this.#entity = stockLevelEntity(new Map([['MUG-RED', { warehouse: 'north', onHand }]]));
  }

  call<Name extends keyof Operations>(
    operation: Name,
    input: z.input<Operations[Name]['input']>,
  ): z.output<Operations[Name]['output']> {
    const state: unknown = this.#stored === undefined ? undefined : JSON.parse(this.#stored);
    const applied = this.#entity.apply({ key: 'MUG-RED', operation, state, input });
    this.#stored = JSON.stringify(applied.state);
    // True because `apply` has parsed the answer by the schema of the same operation.
    return applied.answer as z.output<Operations[Name]['output']>;
  }

  get state(): StockLevelState {
    return StockLevelState.parse(JSON.parse(this.#stored ?? 'null'));
  }
}
