/**
 * The shapes of the management API, as clients see them. A dashboard or a test may parse answers with these schemas.
 * They follow what the real host (Durable Task extension 3.14.1) answers.
 */
import { z } from 'zod';

export const RuntimeStatus = z.enum([
  'Running',
  'Completed',
  'ContinuedAsNew',
  'Failed',
  'Canceled',
  'Terminated',
  'Pending',
  'Suspended',
]);
export type RuntimeStatus = z.infer<typeof RuntimeStatus>;

/** Answer to a start or restart. The event URI keeps `{eventName}`, the reason URIs keep `{text}`. */
export const CheckStatus = z.object({
  id: z.string(),
  statusQueryGetUri: z.string(),
  sendEventPostUri: z.string(),
  terminatePostUri: z.string(),
  purgeHistoryDeleteUri: z.string(),
  restartPostUri: z.string(),
  suspendPostUri: z.string(),
  resumePostUri: z.string(),
});
export type CheckStatus = z.infer<typeof CheckStatus>;

/** One row of a history: `EventType` as a name, the other fields depend on it. */
export const HistoryRow = z.looseObject({ EventType: z.string(), Timestamp: z.string() });
export type HistoryRow = z.infer<typeof HistoryRow>;

export const InstanceStatus = z.object({
  name: z.string(),
  instanceId: z.string(),
  runtimeStatus: RuntimeStatus,
  input: z.unknown(),
  customStatus: z.unknown(),
  output: z.unknown(),
  /** Whole seconds, for example `2026-01-31T12:00:00Z`. */
  createdTime: z.string(),
  lastUpdatedTime: z.string(),
  /** Only when asked for, and never for a pending instance. */
  historyEvents: z.array(HistoryRow).optional(),
});
export type InstanceStatus = z.infer<typeof InstanceStatus>;

export const InstanceList = z.array(InstanceStatus);

export const PurgeResult = z.object({ instancesDeleted: z.int() });
export type PurgeResult = z.infer<typeof PurgeResult>;

export const EntityListItem = z.object({
  entityId: z.object({ name: z.string(), key: z.string() }),
  lastOperationTime: z.string(),
  /** Null unless the list was asked for with `fetchState=true`. */
  state: z.unknown(),
});
export type EntityListItem = z.infer<typeof EntityListItem>;

export const ErrorBody = z.object({
  Message: z.string(),
  ExceptionMessage: z.string().optional(),
  ExceptionType: z.string().optional(),
  StackTrace: z.string().optional(),
});
export type ErrorBody = z.infer<typeof ErrorBody>;

/** Request and response header that carries the place in a list; absent on the last page. */
export const continuationHeader = 'x-ms-continuation-token';
