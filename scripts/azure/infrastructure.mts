/** The resources of an environment: what a deployment would change, and the deployment. */
import { join, resolve } from 'node:path';
import { az, deploymentOf, type EnvironmentName } from './environment.mts';

const infra = resolve(import.meta.dirname, '../../infra');

interface Asked {
  readonly environment: EnvironmentName;
  readonly location: string;
}

const argumentsOf = ({ environment, location }: Asked) => [
  ...['--name', deploymentOf(environment), '--location', location],
  ...['--template-file', join(infra, 'main.bicep')],
  ...['--parameters', join(infra, `main.${environment}.bicepparam`)],
];

export function whatIf(asked: Asked): void {
  az('deployment', 'sub', 'what-if', ...argumentsOf(asked));
}

export function provision(asked: Asked): void {
  az('deployment', 'sub', 'create', ...argumentsOf(asked), '--output', 'none');
}
