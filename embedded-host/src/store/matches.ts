import type { EntityQuery, EntityRow, InstanceQuery, InstanceRow } from './store';

/** The filters of a query in plain words; the SQL of the durable store says the same. Bounds are inclusive. */
export function instanceMatches(query: InstanceQuery): (row: InstanceRow) => boolean {
  const statuses = query.statuses === undefined ? undefined : new Set(query.statuses);
  return (row) =>
    (statuses === undefined || statuses.has(row.status)) &&
    isWithin(row.createdAt, query.createdFrom, query.createdTo) &&
    row.id.startsWith(query.idPrefix ?? '');
}

/** Entities that do not exist (yet, or any more) are listed too: who asks decides. */
export function entityMatches(query: EntityQuery): (row: EntityRow) => boolean {
  return (row) =>
    (query.name === undefined || row.name === query.name) &&
    isWithin(row.lastOperationAt, query.lastOperationFrom, query.lastOperationTo);
}

function isWithin(time: number, from = -Infinity, to = Infinity): boolean {
  return from <= time && time <= to;
}
