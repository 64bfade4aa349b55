import type { MortalHost } from '../../embedded-host/test/crash/mortal-host';
import { approvalIdOf } from '../../src/entities/approval-inbox/contract';
import {
  accountOpening,
  AccountOpeningResult,
  documentsProvided,
  reviewerRole,
  reviewStep,
} from '../../src/processes/account-opening/contract';
import { anApplication } from '../support/an-application';
import type { ApplicationKind } from './applications';
import { FrontDoor } from './front-door';

const ENDS_WITHIN_MS = 120_000;

export interface SentApplication {
  readonly kind: ApplicationKind;
  readonly id: string;
  readonly cents: number;
  /** What the applicant was told about a cancellation; undefined without one, null when it was left open. */
  readonly cancelledInTime: boolean | null | undefined;
}

export interface EndedApplication extends SentApplication {
  readonly result: AccountOpeningResult;
}

/** Somebody who applies for an account, and the people of the bank who look at the application. */
export class Applicant {
  readonly #door: FrontDoor;

  constructor(host: MortalHost) {
    this.#door = new FrontDoor(host, accountOpening.name);
  }

  async apply(kind: ApplicationKind, key: string, hesitationMs: number): Promise<SentApplication> {
    const application = anApplication({ ...kind.change, applicationId: key });
    const id = await this.#door.start({ key, body: JSON.stringify(application), hesitationMs });
    const cancelledInTime = kind.meanwhile === 'cancel' ? await this.#door.cancel(id) : undefined;
    if (kind.meanwhile === 'provide') await this.#provide(id);
    if (kind.meanwhile === 'reject') await this.#decide(id, 'reject', ['rita']);
    if (kind.meanwhile === 'approve') await this.#decide(id, 'approve', ['rita', 'ron']);
    return { kind, id, cents: application.initialDeposit.cents, cancelledInTime };
  }

  async awaitEnd(application: SentApplication): Promise<EndedApplication> {
    const { id, kind } = application;
    const result = await this.#door.awaitResult(id, kind.name, ENDS_WITHIN_MS);
    return { ...application, result: AccountOpeningResult.parse(result) };
  }

  async #provide(id: string): Promise<void> {
    await this.#door.tell(id, documentsProvided, { documents: anApplication().documents });
  }

  async #decide(id: string, decision: 'approve' | 'reject', people: readonly string[]): Promise<void> {
    const approvalId = approvalIdOf({ process: accountOpening.name, instanceId: id, step: reviewStep });
    for (const person of people) {
      const headers = { 'X-Development-Principal': `${person}; roles=${reviewerRole}` };
      await this.#door.decide(approvalId, { decision }, headers);
    }
  }
}
