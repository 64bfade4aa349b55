import type { InstanceRow, RuntimeStatus } from '../../store/store';
import type { InstanceStatus } from './contract';
import { historyView } from './history-view';
import { instanceView } from './instance-view';
import type { Answer, ManagementApi, ManagementRequest, Operation } from './operation';
import { notFound } from './operation';

const RETRY_AFTER_S = '5';
const finished: ReadonlySet<RuntimeStatus> = new Set(['Completed', 'Failed', 'Terminated']);

export function isFinished(status: RuntimeStatus): boolean {
  return finished.has(status);
}

/** GET instances/{id}?showHistory=&showHistoryOutput=&showInput=&returnInternalServerErrorOnFailure= */
export const status: Operation = (api, request) => {
  const row = api.engine.instance(request.params['id'] ?? '');
  return row ? statusAnswer(api, request, row) : notFound;
};

/** `bareOutput`: a caller that waited for the end gets the output of a completed instance and nothing else. */
export function statusAnswer(
  api: ManagementApi,
  request: ManagementRequest,
  row: InstanceRow,
  bareOutput = false,
): Answer {
  const body = withHistory(api, request, row);
  if (bareOutput) return { status: 200, body: body.output };
  if (!isFinished(row.status)) {
    const location = `${request.origin}${request.target}`;
    return { status: 202, headers: { location, 'retry-after': RETRY_AFTER_S }, body };
  }
  const asError = row.status === 'Failed' && request.query.flag('returnInternalServerErrorOnFailure', false);
  return { status: asError ? 500 : 200, body };
}

function withHistory(api: ManagementApi, { query }: ManagementRequest, row: InstanceRow): InstanceStatus {
  const showInput = query.flag('showInput', true);
  const view = instanceView(row, showInput);
  if (!query.flag('showHistory', false) || row.status === 'Pending') return view;
  const options = {
    showInput,
    showOutput: query.flag('showHistoryOutput', false),
    storeInputs: api.storeInputsInHistory,
  };
  return { ...view, historyEvents: historyView(api.engine.history(row.id) ?? [], options) };
}
