import { fullStore } from './full-store.mts';
import { httpLoad } from './http-load.mts';
import { idleMemory } from './idle-memory.mts';
import type { Scenario } from './scenario.mts';
import { slowDisk } from './slow-disk.mts';
import { telemetryCost } from './telemetry.mts';
import { waitingInstances } from './waiting-instances.mts';

/** Each measures something that no closed loop shows. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  idle: idleMemory,
  'slow-disk': slowDisk,
  http: httpLoad,
  telemetry: telemetryCost,
  W8: waitingInstances,
  W7: fullStore,
};
