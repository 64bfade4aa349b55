import type { StartRequest } from '../../engine/contract';
import { idInUse, invalidArgument, overloaded, unknownInstanceToRestart } from './errors';
import { jsonBody } from './json-body';
import { instanceLinks } from './links';
import type { Answer, ManagementApi, ManagementRequest, Operation } from './operation';
import { isFinished, statusAnswer } from './status';

const RETRY_AFTER_S = '10';
/** The wait looks at least this often, so that a quick instance is not answered late. */
const LONGEST_PAUSE_MS = 100;

/** POST orchestrators/{name}[/{id}]?version=&timeout=&pollingInterval= */
export const start: Operation = (api, request) => {
  const { name = '', id } = request.params;
  const body = jsonBody(request);
  if (!body.valid) return body.answer;
  const version = request.query.text('version');
  return startAnswer(api, request, {
    name,
    input: body.json,
    ...(id === undefined ? {} : { instanceId: id }),
    ...(version === undefined ? {} : { version }),
  });
};

/** POST instances/{id}/restart?restartWithNewInstanceId= */
export const restart: Operation = (api, request) => {
  const { id = '' } = request.params;
  const row = api.engine.instance(id);
  if (!row) return unknownInstanceToRestart(id);
  const again = {
    name: row.name,
    input: row.input,
    isRestart: true,
    ...(row.version === null ? {} : { version: row.version }),
  };
  const keepsId = !request.query.flag('restartWithNewInstanceId', true);
  return startAnswer(api, request, keepsId ? { ...again, instanceId: id } : again);
};

async function startAnswer(api: ManagementApi, request: ManagementRequest, what: StartRequest): Promise<Answer> {
  const timeout = request.query.secondsAsMs('timeout');
  const interval = request.query.secondsAsMs('pollingInterval');
  const waits = timeout !== undefined && interval !== undefined;
  if (waits && interval > timeout) {
    const text = `Total timeout ${String(timeout / 1000)} should be bigger than retry timeout ${String(interval / 1000)}`;
    return invalidArgument(text);
  }
  const { caller } = request;
  const started = await api.engine.start({ ...what, ...(caller && { caller }) });
  if (started.outcome === 'idInUse') return idInUse(started.status);
  if (started.outcome === 'overloaded') return overloaded;
  if (started.outcome === 'invalidId') return invalidArgument(started.reason);
  const finished = waits ? await waitForEnd(api, request, started.instanceId, { timeout, interval }) : undefined;
  return finished ?? checkStatus(api, request, started.instanceId);
}

function checkStatus(api: ManagementApi, request: ManagementRequest, id: string): Answer {
  const body = instanceLinks(request.origin, id, api.links);
  return { status: 202, headers: { location: body.statusQueryGetUri, 'retry-after': RETRY_AFTER_S }, body };
}

/** The output of a completed instance, the status of one that ended otherwise, undefined when time runs out. */
async function waitForEnd(
  api: ManagementApi,
  request: ManagementRequest,
  id: string,
  { timeout, interval }: { readonly timeout: number; readonly interval: number },
): Promise<Answer | undefined> {
  const giveUpAt = performance.now() + timeout;
  for (;;) {
    const row = api.engine.instance(id);
    if (row && isFinished(row.status)) return statusAnswer(api, request, row, row.status === 'Completed');
    const left = giveUpAt - performance.now();
    if (left <= 0) return undefined;
    await pause(Math.min(interval, left, LONGEST_PAUSE_MS));
  }
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, Math.max(ms, 1)));
}
