import type { HostConfig } from './app-loader/host-json';
import type { EngineSettings } from './engine/settings';
import { defaultEngineSettings } from './engine/settings';

/** The engine's part of host.json. */
export function engineSettings(config: HostConfig): EngineSettings {
  const { defaultVersion, versionMatch, failsOtherVersions, replacesUnfinished } = config;
  const { storeInputsInHistory, maxConcurrentActivities, defaultHttpSleepMs } = config;
  return {
    ...defaultEngineSettings,
    defaultVersion,
    versionMatch,
    failsOtherVersions,
    replacesUnfinished,
    defaultHttpSleepMs,
    storeInputsInHistory,
    maxConcurrentActivities,
    maxEntityBatch: config.maxEntityBatch ?? defaultEngineSettings.maxEntityBatch,
    maxOrchestrationActions: config.maxOrchestrationActions ?? defaultEngineSettings.maxOrchestrationActions,
  };
}
