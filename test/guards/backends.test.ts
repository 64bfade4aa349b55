import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { projectRoot } from './fixture-tree';

const read = (path: string): unknown => JSON.parse(readFileSync(join(projectRoot, path), 'utf8'));

function show(backend: string) {
  const args = ['scripts/host-json.mts', '--backend', backend];
  return spawnSync(process.execPath, args, { cwd: projectRoot, encoding: 'utf8' });
}

const Concurrency = z.int().min(1).max(1000);
const TimeSpan = z.string().regex(/^\d\d:\d\d:\d\d$/);

/** https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-bindings#host-json */
const StorageProvider = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('azureManaged'), connectionStringName: z.string() }),
  z.strictObject({
    type: z.literal('AzureStorage'),
    connectionName: z.string(),
    partitionCount: z.int().min(1).max(16),
    maxQueuePollingInterval: TimeSpan,
    useTablePartitionManagement: z.boolean(),
  }),
  z.strictObject({
    type: z.literal('mssql'),
    connectionStringName: z.string(),
    taskEventLockTimeout: TimeSpan,
    createDatabaseIfNotExists: z.boolean(),
  }),
]);

const HostJson = z.looseObject({
  version: z.literal('2.0'),
  extensionBundle: z.strictObject({
    id: z.literal('Microsoft.Azure.Functions.ExtensionBundle'),
    // The first that is known to hold all three providers for Node.
    version: z.literal('[4.38.1, 5.0.0)'),
  }),
  extensions: z.looseObject({
    durableTask: z.looseObject({
      hubName: z.string().regex(/^[A-Za-z][A-Za-z0-9]{2,44}$/),
      storageProvider: StorageProvider,
      maxConcurrentActivityFunctions: Concurrency,
      maxConcurrentOrchestratorFunctions: Concurrency,
      maxConcurrentEntityFunctions: Concurrency,
    }),
  }),
});

const backends = readdirSync(join(projectRoot, 'infra/backends'));
const types = { 'azure-storage': 'AzureStorage', 'durable-task-scheduler': 'azureManaged', mssql: 'mssql' };

it('has an overlay of host.json for each of three backends', () => {
  expect(backends.sort()).toEqual(Object.keys(types));
});

describe.each(Object.entries(types))('host.json for %s', (backend, type) => {
  const merged: unknown = JSON.parse(show(backend).stdout);

  it('is one that the host accepts', () => {
    expect(HostJson.parse(merged).extensions.durableTask.storageProvider.type).toBe(type);
  });

  it('keeps what the root says and the backend does not', () => {
    const { extensionBundle: _, ...root } = z.record(z.string(), z.unknown()).parse(read('host.json'));
    expect(merged).toMatchObject(root);
  });
});

it('knows no other backend', () => {
  const { status, stderr } = show('netherite');
  expect(status).toBe(1);
  expect(stderr).toContain('expected one of azure-storage, durable-task-scheduler, mssql');
});
