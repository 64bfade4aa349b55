/** The app of an environment: deployed, and then asked whether it is there. */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { isHealthy } from '../black-box/ready.mts';
import { askAz, az, type EnvironmentName, outputsOf } from './environment.mts';

const root = resolve(import.meta.dirname, '../..');
/** A deployment restarts every instance, and the first request waits for one. */
const HEALTHY_WITHIN_MS = 300_000;
const PATIENCE = '10';

/**
 * On Flex Consumption the package becomes the blob that every new instance runs (One Deploy). The command of the CLI
 * waits for the end of that; the pipeline task AzureFunctionApp@2 ends when the package was accepted.
 */
export function deploy(environment: EnvironmentName, zip: string): void {
  const { resourceGroup, functionApp } = outputsOf(environment);
  const which = ['--resource-group', resourceGroup, '--name', functionApp];
  az('functionapp', 'deployment', 'source', 'config-zip', ...which, '--src', resolve(zip));
}

/** Whether the smoke test passed. */
export async function smoke(environment: EnvironmentName, authClientId: string): Promise<boolean> {
  const { baseUrl, ...place } = outputsOf(environment);
  const access = { FUNCTION_KEY: functionKey(place), BEARER_TOKEN: authClientId === '' ? '' : tokenFor(authClientId) };
  await untilHealthy(baseUrl);
  const jest = [join(root, 'node_modules/jest/bin/jest.js'), '--selectProjects', 'package', '--testPathPatterns'];
  const { status } = spawnSync(process.execPath, [...jest, 'test/http/smoke'], {
    ...{ cwd: root, stdio: 'inherit' },
    env: { ...process.env, ...access, BASE_URL: baseUrl, PATIENCE, JEST_JUNIT_OUTPUT_NAME: 'smoke.xml' },
  });
  return status === 0;
}

/** For the pipeline, which looks for this tag when it has to go back. */
export function markRun(environment: EnvironmentName): void {
  console.log(`##vso[build.addbuildtag]running-in-${environment}`);
}

function functionKey({ resourceGroup, functionApp }: { readonly resourceGroup: string; readonly functionApp: string }) {
  const which = ['--resource-group', resourceGroup, '--name', functionApp];
  return z.string().parse(askAz('functionapp', 'keys', 'list', ...which, '--query', 'functionKeys.default'));
}

function tokenFor(clientId: string): string {
  const asked = ['account', 'get-access-token', '--resource', `api://${clientId}`, '--query', 'accessToken'];
  return z.string().parse(askAz(...asked));
}

async function untilHealthy(url: string): Promise<void> {
  const deadline = performance.now() + HEALTHY_WITHIN_MS;
  while (!(await isHealthy(url))) {
    if (performance.now() > deadline) throw new Error(`${url} is not healthy within ${HEALTHY_WITHIN_MS / 1000} s.`);
    await pause(5_000);
  }
}
