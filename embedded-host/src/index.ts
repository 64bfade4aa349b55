/** Runs any Azure Functions v4 Node app folder with Durable Functions in this process. */
export type { HostOptions, RunningHost } from './host';
export { startHost } from './host';
export type { FunctionSummary } from './function-summary';
export type { HostErrorCode } from './errors';
export { HostError } from './errors';
export type { Log, LogAbout, LogEntry, LogLevel, LineLogOptions } from './log';
export { LineLog, silentLog } from './log';
export type { HostSpan, SpanKind } from './telemetry/span';
export { StoreError } from './store/store-error';
