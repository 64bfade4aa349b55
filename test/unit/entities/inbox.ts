import type { z } from 'zod';
import { type approvalInbox, ApprovalInboxState } from '../../../src/entities/approval-inbox/contract';
import { approvalInboxEntity } from '../../../src/entities/approval-inbox/entity';

type Operations = typeof approvalInbox.operations;

/** The inbox of a process, called as a host does: the state kept between calls as JSON. */
export class Inbox {
  #stored: string | undefined;
  readonly #entity = approvalInboxEntity();

  call<Name extends keyof Operations>(
    operation: Name,
    input?: z.input<Operations[Name]['input']>,
  ): z.output<Operations[Name]['output']> {
    const state: unknown = this.#stored === undefined ? undefined : JSON.parse(this.#stored);
    const applied = this.#entity.apply({ key: 'loan', operation, state, input });
    this.#stored = JSON.stringify(applied.state);
    // True because `apply` has parsed the answer by the schema of the same operation.
    return applied.answer as z.output<Operations[Name]['output']>;
  }

  get state(): ApprovalInboxState {
    return ApprovalInboxState.parse(JSON.parse(this.#stored ?? 'null'));
  }
}
