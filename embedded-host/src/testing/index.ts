/** Runs a Durable Functions app in a test, with virtual time; docs/testing.md shows how. */
export { replayHistory, startTestHost, TestHost } from './test-host';
export { TestInstance } from './test-instance';
export { TestEntity } from './test-entity';
export { ReplayDivergence } from './replay-history';
export type { ReplayHistoryOptions, ReplayReport } from './replay-history';
export type { Fake, FakedCall, FakeFunction } from './fakes';
export type { Duration, FakeBehaviour, ResetOptions, TestHostOptions, WaitCondition } from './options';
export type { ActivityCall, RecordedEvent } from './protocol';
export { spanTree } from './span-tree';
export type { HostSpan, SpanKind } from '../telemetry/span';
export { EventType } from '../engine/history';
