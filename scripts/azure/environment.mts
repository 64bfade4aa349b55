/** What an environment is called, and what its deployment has told. */
import { execFileSync } from 'node:child_process';
import { z } from 'zod';

/** Those that have a parameter file. */
export const environments = ['dev', 'test', 'prod'] as const;
export const EnvironmentName = z.enum(environments, `--environment: expected one of ${environments.join(', ')}`);
export type EnvironmentName = z.infer<typeof EnvironmentName>;

export const deploymentOf = (environment: EnvironmentName) => `execution-orchestrator-${environment}`;

/** Runs the Azure CLI with its output in the terminal. */
export function az(...args: readonly string[]): void {
  execFileSync('az', args, { stdio: 'inherit', shell: process.platform === 'win32' });
}

/** What the Azure CLI answers. */
export function askAz(...args: readonly string[]): unknown {
  const shell = process.platform === 'win32';
  const answer = execFileSync('az', [...args, '--output', 'json'], { stdio: ['ignore', 'pipe', 'inherit'], shell });
  return JSON.parse(answer.toString('utf8'));
}

const Outputs = z.object({
  azure_resource_group: z.object({ value: z.string() }),
  azure_function_app_name: z.object({ value: z.string() }),
  base_url: z.object({ value: z.url() }),
});

/** Resource Manager writes the names of outputs in a case of its own: azurE_RESOURCE_GROUP. */
export function outputsOf(environment: EnvironmentName) {
  const answer = askAz(
    'deployment',
    'sub',
    'show',
    '--name',
    deploymentOf(environment),
    '--query',
    'properties.outputs',
  );
  const byName = Object.entries(z.record(z.string(), z.unknown()).parse(answer));
  const outputs = Outputs.parse(Object.fromEntries(byName.map(([name, output]) => [name.toLowerCase(), output])));
  return {
    resourceGroup: outputs.azure_resource_group.value,
    functionApp: outputs.azure_function_app_name.value,
    baseUrl: outputs.base_url.value,
  };
}
