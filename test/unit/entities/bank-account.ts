import type { z } from 'zod';
import { type accountBalance, AccountBalanceState } from '../../../src/entities/account-balance/contract';
import { accountBalanceEntity } from '../../../src/entities/account-balance/entity';

type Operations = typeof accountBalance.operations;

/** The balance of one account, called as a host does: the state kept between calls as JSON. */
export class BankAccount {
  #stored: string | undefined;
  readonly #entity;

  /** Without money the account has yet to be opened. */
  constructor(cents?: number) {
    this.#entity = accountBalanceEntity(new Map(cents === undefined ? [] : [['ACC-1', cents]]));
  }

  call<Name extends keyof Operations>(
    operation: Name,
    input?: z.input<Operations[Name]['input']>,
  ): z.output<Operations[Name]['output']> {
    const state: unknown = this.#stored === undefined ? undefined : JSON.parse(this.#stored);
    const applied = this.#entity.apply({ key: 'ACC-1', operation, state, input });
    this.#stored = JSON.stringify(applied.state);
    // True because `apply` has parsed the answer by the schema of the same operation.
    return applied.answer as z.output<Operations[Name]['output']>;
  }

  get state(): AccountBalanceState {
    return AccountBalanceState.parse(JSON.parse(this.#stored ?? 'null'));
  }
}
