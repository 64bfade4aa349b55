import type { PurgeFilter } from '../../engine/contract';
import type { PurgeResult } from './contract';
import { present } from './list';
import type { Operation } from './operation';
import { notFound } from './operation';

/** DELETE instances/{id} */
export const purge: Operation = async (api, request) => {
  const { id = '' } = request.params;
  const result = await api.engine.purge(id);
  switch (result.outcome) {
    case 'accepted':
      return { status: 200, body: { instancesDeleted: 1 } satisfies PurgeResult };
    case 'notFound':
      return notFound;
    default:
      return { status: 412, body: stillRunning(id, result.status) };
  }
};

/** DELETE instances?createdTimeFrom=&createdTimeTo=&runtimeStatus= */
export const purgeBy: Operation = async (api, { query }) => {
  const createdFrom = query.time('createdTimeFrom');
  if (createdFrom === undefined) return { status: 400, body: "Please provide value for 'createdTimeFrom' parameter." };
  const others = present({ createdTo: query.time('createdTimeTo'), statuses: query.statuses('runtimeStatus') });
  const filter: PurgeFilter = { createdFrom, ...others };
  const instancesDeleted = await api.engine.purgeBy(filter);
  return instancesDeleted === 0 ? notFound : { status: 200, body: { instancesDeleted } satisfies PurgeResult };
};

function stillRunning(id: string, status: string): string {
  return `Only orchestrations in a terminal state can be purged, but the orchestration with instance ID ${id} has status ${status}`;
}
