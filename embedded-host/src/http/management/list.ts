import type { InstanceQuery } from '../../store/store';
import { continuationHeader } from './contract';
import { instanceView } from './instance-view';
import type { ManagementRequest, Operation } from './operation';
import { pageHeaders, pageStart } from './paging';

const DEFAULT_PAGE = 100;

/** GET instances?runtimeStatus=&createdTimeFrom=&createdTimeTo=&instanceIdPrefix=&showInput=&top= */
export const list: Operation = (api, request) => {
  const page = api.engine.instances(instanceQuery(request));
  const showInput = request.query.flag('showInput', true);
  const body = page.rows.map((row) => instanceView(row, showInput));
  return { status: 200, headers: pageHeaders(continuationHeader, page.next), body };
};

function instanceQuery({ query, continuationToken }: ManagementRequest): InstanceQuery {
  const filters = {
    statuses: query.statuses('runtimeStatus'),
    createdFrom: query.time('createdTimeFrom'),
    createdTo: query.time('createdTimeTo'),
    idPrefix: query.text('instanceIdPrefix'),
    after: pageStart(continuationToken),
  };
  return { ...present(filters), limit: query.count('top') ?? DEFAULT_PAGE };
}

/** Without the members that are undefined, which the engine's queries do not take. */
export function present<Values extends object>(values: Values): { [Key in keyof Values]?: NonNullable<Values[Key]> } {
  // Dropping undefined members leaves exactly the optional form of the same object.
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Values]?: NonNullable<Values[Key]>;
  };
}
