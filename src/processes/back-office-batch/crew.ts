/** The lanes of a batch, and the ledger that says which case each of them has. */
import { batchLedger, type BatchTally } from '../../entities/batch-ledger/contract';
import { consult } from '../../orchestration/entity-call';
import type { ProcessContext } from '../../orchestration/process-context';
import type { Step } from '../../orchestration/step';
import { type RunningProcess, startProcess } from '../../orchestration/sub-process';
import { faultMessage } from '../../shared/fault-message';
import { batchLane, type LaneInput } from './contract';

type Control = 'pause' | 'resume' | 'close';

export class Crew {
  readonly #work: Omit<LaneInput, 'lane'>;
  readonly #atWork: { readonly lane: number; readonly process: RunningProcess<unknown> }[] = [];

  constructor(work: Omit<LaneInput, 'lane'>) {
    this.#work = work;
  }

  *begin(context: ProcessContext, input: { readonly total: number; readonly limit: number }): Step<void> {
    const { lanes } = yield* consult(context, { ...this.#ledger, operation: 'open', input });
    yield* this.#start(context, lanes);
  }

  *obey(context: ProcessContext, control: Control): Step<void> {
    const answer = yield* consult(context, { ...this.#ledger, operation: control, input: null });
    if (answer.outcome === 'hired') yield* this.#start(context, answer.lanes);
  }

  *tally(context: ProcessContext): Step<BatchTally> {
    const tally = yield* consult(context, { ...this.#ledger, operation: 'tally', input: null });
    const { total, done, failed, inFlight, remaining, paused } = tally;
    context.progress.figures({ total, done, failed, inFlight, remaining, paused });
    return tally;
  }

  /** Waits until every lane has ended; one that was lost is replaced as long as there is work. */
  *goHome(context: ProcessContext): Step<BatchTally> {
    for (let next = this.#atWork.shift(); next !== undefined; next = this.#atWork.shift()) {
      const { lane, process } = next;
      try {
        yield* process.result();
      } catch (fault) {
        const input = { lane, fault: faultMessage(fault) };
        const { lanes } = yield* consult(context, { ...this.#ledger, operation: 'leave', input });
        yield* this.#start(context, lanes);
      }
      yield* this.tally(context);
    }
    return yield* this.tally(context);
  }

  get #ledger() {
    return { entity: batchLedger, key: this.#work.batch } as const;
  }

  *#start(context: ProcessContext, lanes: readonly number[]): Step<void> {
    for (const lane of lanes) {
      const input = { ...this.#work, lane };
      const process = yield* startProcess(context, { contract: batchLane, key: String(lane), input });
      this.#atWork.push({ lane, process });
    }
  }
}
