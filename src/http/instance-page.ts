/**
 * A page of instances, newest first.
 *
 * P1 a page never loads all instances: it asks for spans of created time, newest first, and stops when it is full.
 * P2 a page asks MAX_SPANS times at most; what then is missing is on the next page, so a page may be short.
 * P3 pages that follow one cursor after the other show every instance once, also when others begin meanwhile.
 */
import type { OrchestrationFilter } from 'durable-functions';
import { type CreatedWindow, CreatedWindows } from '../shared/created-windows';
import { SECOND_MS } from '../shared/durations';
import { millisOf } from '../shared/instant';
import { type Client, type Instance, toInstant } from './client';
import type { Place } from './page-cursor';

/** Enough for a year in which little happened. */
const MAX_SPANS = 24;

export interface PageRequest {
  readonly from: number;
  /** Included to its second. */
  readonly to: number | undefined;
  readonly after: Place | undefined;
  readonly pageSize: number;
  /** All of them when absent. */
  readonly runtimeStatus?: NonNullable<OrchestrationFilter['runtimeStatus']>;
  readonly matches: (instance: Instance) => boolean;
}

export interface Page {
  readonly instances: readonly Instance[];
  readonly next: Place | undefined;
}

export async function findPage(client: Client, request: PageRequest): Promise<Page> {
  const { pageSize, after, matches } = request;
  const windows = new CreatedWindows({ from: request.from, before: endOf(request), now: Date.now() });
  const found: Instance[] = [];
  let reached = request.from;
  for (let spans = 0; spans < MAX_SPANS; spans += 1) {
    const window = windows.next();
    if (window === undefined) return { instances: found, next: undefined };
    const loaded = await loadWindow(client, window, request);
    windows.held(loaded.length);
    found.push(...loaded.filter((each) => isBehind(each, after) && matches(each)).toSorted(newestFirst));
    if (found.length > pageSize) return cut(found, pageSize);
    reached = window.from;
  }
  return { instances: found, next: { at: new Date(reached).toISOString() } };
}

/** The first moment that is not asked for. */
function endOf({ to, after }: PageRequest): number | undefined {
  if (after !== undefined) return millisOf(after.at) + (after.id === undefined ? 0 : SECOND_MS);
  return to === undefined ? undefined : to + SECOND_MS;
}

function loadWindow(client: Client, { from, before }: CreatedWindow, { runtimeStatus }: PageRequest) {
  const end = before === undefined ? {} : { createdTimeTo: new Date(before - 1) };
  const status = runtimeStatus === undefined ? {} : { runtimeStatus };
  return client.getStatusBy({ createdTimeFrom: new Date(from), ...end, ...status });
}

function cut(found: readonly Instance[], pageSize: number): Page {
  const instances = found.slice(0, pageSize);
  const last = instances.at(-1);
  return { instances, next: last && { at: toInstant(last.createdTime), id: last.instanceId } };
}

function isBehind({ createdTime, instanceId }: Instance, after: Place | undefined): boolean {
  if (after?.id === undefined || toInstant(createdTime) !== toInstant(after.at)) return true;
  return instanceId < after.id;
}

function newestFirst(a: Instance, b: Instance): number {
  const byTime = new Date(b.createdTime).getTime() - new Date(a.createdTime).getTime();
  if (byTime !== 0) return byTime;
  return a.instanceId < b.instanceId ? 1 : -1;
}
