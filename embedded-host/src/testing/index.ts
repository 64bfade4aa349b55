/** Runs a Durable Functions app in a test, with virtual time; docs/testing.md shows how. */
export { startTestHost, TestHost } from './test-host';
export { TestInstance } from './test-instance';
export { TestEntity } from './test-entity';
export type { Duration, TestHostOptions } from './options';
export type { RecordedEvent } from './protocol';
export { EventType } from '../engine/history';
