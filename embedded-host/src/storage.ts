/** What a host keeps, and where. */
import { join, resolve } from 'node:path';
import type { ScheduleMonitor } from './bindings/schedule-monitor';
import { FileScheduleMonitor, MemoryScheduleMonitor } from './bindings/schedule-monitor';
import { MemoryStore } from './store/memory-store';
import { openSqliteStore } from './store/sqlite-store';
import type { Store } from './store/store';

/** A folder, or memory for as long as the host runs. */
export type Storage = 'memory' | { readonly folder: string };

export function openStore(storage: Storage): Store {
  return storage === 'memory' ? new MemoryStore() : openSqliteStore(resolve(storage.folder));
}

export function openMonitor(storage: Storage): ScheduleMonitor {
  return storage === 'memory'
    ? new MemoryScheduleMonitor()
    : new FileScheduleMonitor(resolve(storage.folder, 'timers.json'));
}

/** Keys outlive a host that keeps its instances in memory: whoever has one need not ask for it at each start. */
export function keysFileOf(storage: Storage, appFolder: string): string {
  return join(storage === 'memory' ? join(appFolder, '.durable') : resolve(storage.folder), 'keys.json');
}
