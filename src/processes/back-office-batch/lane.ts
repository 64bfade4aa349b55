/**
 * Works off one case after the other. Its history is kept short by continuing as new: what it has to remember is in the
 * ledger, and nobody sends it events that could get lost meanwhile.
 */
import { batchLedger } from '../../entities/batch-ledger/contract';
import { call } from '../../orchestration/call';
import { continueAsNew } from '../../orchestration/continue-as-new';
import { defineProcess } from '../../orchestration/define-process';
import { consult } from '../../orchestration/entity-call';
import type { ProcessContext } from '../../orchestration/process-context';
import type { Step } from '../../orchestration/step';
import { callProcess } from '../../orchestration/sub-process';
import { fetchCase } from '../../services/casework/contract';
import { faultMessage } from '../../shared/fault-message';
import { backOfficeCase } from '../back-office-case/contract';
import { batchLane, type LaneInput } from './contract';

const CASES_PER_EXECUTION = 10;
const FAULT_LENGTH = 200;

export const batchLaneProcess = defineProcess(batchLane, function* (context, input): Step<{ outcome: 'ended' }> {
  const { batch, lane } = input;
  for (let count = 0; count < CASES_PER_EXECUTION; count += 1) {
    const next = { entity: batchLedger, key: batch, operation: 'take', input: { lane } } as const;
    const taken = yield* consult(context, next);
    if (taken.outcome === 'nothing') return { outcome: 'ended' };
    const { index } = taken;
    const ending = yield* endingOf(context, input, index);
    const report = { entity: batchLedger, key: batch, operation: 'report', input: { lane, index, ...ending } } as const;
    yield* consult(context, report);
  }
  continueAsNew(context, { contract: batchLane, input });
  return { outcome: 'ended' };
});

/** A case that fails is reported, and the lane goes on. */
function* endingOf(
  context: ProcessContext,
  { batch, caseTypes }: LaneInput,
  index: number,
): Step<{ ending: string } | { fault: string }> {
  try {
    const step = `${fetchCase.name}/${index}`;
    const { order } = yield* call(context, fetchCase, { batch, index }, { step });
    const input = { ...order, options: { caseTypes } };
    const { outcome } = yield* callProcess(context, { contract: backOfficeCase, key: String(index), input });
    return { ending: outcome };
  } catch (fault) {
    return { fault: faultMessage(fault).slice(0, FAULT_LENGTH) };
  }
}
