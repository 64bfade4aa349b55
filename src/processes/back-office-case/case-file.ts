import type { ProcessContext } from '../../orchestration/process-context';
import { type CaseFacts, CaseId, FileReference } from '../../shared/case-file';
import type { CaseType } from '../../shared/case-type';
import type { Instant } from '../../shared/instant';
import type { Breach, CaseInput, Finding } from './contract';

/** A case that is worked on, with what has been found out about it so far. */
export class CaseFile {
  readonly caseId: CaseId;
  /** Names the file: chosen here, so that a withdrawal never depends on an answer. */
  readonly file: FileReference;
  readonly order: Omit<CaseInput, 'options'>;
  readonly type: CaseType;
  readonly begunAt: Instant;
  readonly findings: Finding[] = [];
  readonly breaches: Breach[] = [];
  #facts: CaseFacts;

  constructor({ instanceId, now }: ProcessContext, { options: _options, ...order }: CaseInput, type: CaseType) {
    this.caseId = order.caseId ?? CaseId.parse(instanceId);
    this.file = FileReference.parse(instanceId);
    this.order = order;
    this.type = type;
    this.begunAt = now;
    this.#facts = order.facts;
  }

  get facts(): CaseFacts {
    return this.#facts;
  }

  learn(facts: CaseFacts): void {
    this.#facts = { ...this.#facts, ...facts };
  }
}
