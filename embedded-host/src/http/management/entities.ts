import type { EntityAddress } from '../../engine/contract';
import type { EntityRow } from '../../store/store';
import type { EntityListItem } from './contract';
import { continuationHeader } from './contract';
import { message } from './errors';
import { parsed } from './instance-view';
import { jsonBody } from './json-body';
import { present } from './list';
import type { Answer, ManagementApi, ManagementRequest, Operation } from './operation';
import { accepted, notFound } from './operation';
import { pageHeaders, pageStart } from './paging';

const DEFAULT_PAGE = 100;
/** How an empty key is written in a URL. */
const EMPTY_KEY = '$';

/** GET entities/{name}/{key} */
export const readEntity: Operation = (api, request) => {
  const row = api.engine.entity(address(request));
  // A state of null counts as none, as on the real host.
  return row?.exists === true && row.state !== null ? { status: 200, body: parsed(row.state) } : notFound;
};

/** POST entities/{name}/{key}?op= */
export const signalEntity: Operation = (api, request) => {
  const operation = request.query.text('op') ?? '';
  const isJson = request.mediaType === 'application/json';
  if (!isJson) return signal(api, request, operation, request.text === '' ? null : JSON.stringify(request.text));
  const body = jsonBody(request);
  return body.valid ? signal(api, request, operation, body.json) : body.answer;
};

/** DELETE entities/{name}/{key} */
export const deleteEntity: Operation = (api, request) => signal(api, request, 'delete', null);

/** GET entities[/{name}]?fetchState=&lastOperationTimeFrom=&lastOperationTimeTo=&top= */
export const listEntities: Operation = (api, { params, query, continuationToken }) => {
  const filters = {
    name: params['name']?.toLowerCase(),
    lastOperationFrom: query.time('lastOperationTimeFrom'),
    lastOperationTo: query.time('lastOperationTimeTo'),
    after: pageStart(continuationToken),
  };
  const page = api.engine.entities({ ...present(filters), limit: query.count('top') ?? DEFAULT_PAGE });
  const fetchState = query.flag('fetchState', false);
  const body = page.rows.filter((row) => row.exists).map((row) => listItem(row, fetchState));
  return { status: 200, headers: pageHeaders(continuationHeader, page.next), body };
};

async function signal(
  api: ManagementApi,
  request: ManagementRequest,
  operation: string,
  input: string | null,
): Promise<Answer> {
  const entity = address(request);
  const { caller } = request;
  const { outcome } = await api.engine.signalEntity(entity, { operation, input, ...(caller && { caller }) });
  return outcome === 'accepted' ? accepted : message(400, unknownEntity(entity, api.entityNames()));
}

function address({ params }: ManagementRequest): EntityAddress {
  const { name = '', key = '' } = params;
  return { name, key: key === EMPTY_KEY ? '' : key };
}

function listItem(row: EntityRow, fetchState: boolean): EntityListItem {
  return {
    entityId: { name: row.name.toLowerCase(), key: row.entityKey },
    lastOperationTime: new Date(row.lastOperationAt).toISOString(),
    state: fetchState ? parsed(row.state) : null,
  };
}

function unknownEntity({ name }: EntityAddress, known: readonly string[]): string {
  const names = known.map((entity) => `'${entity}'`).join(', ');
  return (
    `The function '${name.toLowerCase()}' doesn't exist, is disabled, or is not an entity function. ` +
    `Additional info: The following are the known entity functions: ${names}.`
  );
}
