import { MemoryStore } from '../../../src/store/memory-store';
import { VirtualClock } from '../../../src/clock/virtual-clock';
import { silentLog } from '../../../src/log';
import { Engine } from '../../../src/engine/engine';
import { defaultEngineSettings, type EngineSettings } from '../../../src/engine/settings';
import type { FunctionRunner } from '../../../src/engine/runner';
import { EventType, type HistoryEvent } from '../../../src/engine/history';
import type { Tracing } from '../../../src/engine/tracing';
import { sdkRunner } from './sdk';

const START = Date.parse('2026-01-01T00:00:00Z');

export interface FixtureOptions {
  readonly runner?: FunctionRunner;
  readonly settings?: Partial<EngineSettings>;
  readonly tracing?: Tracing;
  /** Of an engine before this one. */
  readonly store?: MemoryStore;
}

/** An engine on the real SDK, in memory, at a time that stands still. */
export function anEngine(options: FixtureOptions = {}) {
  const store = options.store ?? new MemoryStore();
  const clock = new VirtualClock(START);
  const engine = new Engine({
    store,
    clock,
    runner: options.runner ?? sdkRunner(),
    settings: { ...defaultEngineSettings, ...options.settings },
    log: silentLog,
    ...(options.tracing && { tracing: options.tracing }),
    onFatal: (reason) => {
      throw reason;
    },
  });
  const skip = async (ms: number): Promise<void> => {
    const target = clock.now() + ms;
    for (;;) {
      await engine.idle();
      const next = clock.nextAlarm();
      if (next === undefined || next > target) break;
      clock.advanceTo(next);
    }
    clock.advanceTo(target);
    await engine.idle();
  };
  const start = async (name: string, input?: unknown, instanceId?: string): Promise<string> => {
    const json = input === undefined ? null : JSON.stringify(input);
    const result = await engine.start({ name, input: json, ...(instanceId !== undefined && { instanceId }) });
    if (result.outcome !== 'started') throw new Error(`Not started: ${JSON.stringify(result)}`);
    return result.instanceId;
  };
  const output = (id: string): unknown => {
    const text = engine.instance(id)?.output;
    return text === null || text === undefined ? null : JSON.parse(text);
  };
  const types = (id: string): string[] => (engine.history(id) ?? []).map(typeName);
  return { engine, store, clock, skip, start, output, types };
}

const names = new Map<number, string>(Object.entries(EventType).map(([name, number]) => [number, name]));

/** `TaskScheduled(0)`, `TaskCompleted(0)`: the event with the id that it takes or answers. */
export function typeName(event: HistoryEvent): string {
  const name = names.get(event.EventType) ?? '?';
  if ('TaskScheduledId' in event) return `${name}(${event.TaskScheduledId.toString()})`;
  if ('TimerId' in event) return `${name}(${event.TimerId.toString()})`;
  return event.EventId >= 0 ? `${name}(${event.EventId.toString()})` : name;
}
