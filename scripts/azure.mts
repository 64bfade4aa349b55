/** What the pipeline does with Azure, one command for each step; `az login` is all that it needs at a desk. */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { deploy, markRun, smoke } from './azure/app.mts';
import { EnvironmentName, environments } from './azure/environment.mts';
import { provision, whatIf } from './azure/infrastructure.mts';

const root = resolve(import.meta.dirname, '..');

const usage = `Usage: npm run azure -- <command> --environment <name> [options]

  what-if     shows what a deployment of infra/ would change
  provision   makes or changes the resources
  deploy      deploys the zip, and waits until the platform has it
  smoke       waits until the app is healthy, then runs test/http/smoke against it; needs AUTH_CLIENT_ID

  --environment <name>  ${environments.join(', ')}
  --app <zip>           default: artifacts/app.zip
  --mark-run            after a smoke test that passed: tags the run of the pipeline as one whose zip may be gone back to
  --help                show this text

Environment: AZURE_LOCATION (default: northeurope), and what infra/main.<environment>.bicepparam reads.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    environment: { type: 'string' },
    app: { type: 'string', default: join(root, 'artifacts/app.zip') },
    'mark-run': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** Whether it went well; a command of the Azure CLI that fails throws. */
async function run(command: string | undefined): Promise<boolean> {
  const environment = EnvironmentName.parse(values.environment);
  const location = process.env['AZURE_LOCATION'] ?? 'northeurope';
  switch (command) {
    case 'what-if':
      whatIf({ environment, location });
      return true;
    case 'provision':
      provision({ environment, location });
      return true;
    case 'deploy':
      deploy(environment, values.app);
      return true;
    case 'smoke':
      return smokeAndMark(environment);
    default:
      throw new Error(`${command ?? 'Nothing'} is no command.\n\n${usage}`);
  }
}

async function smokeAndMark(environment: EnvironmentName): Promise<boolean> {
  const hasPassed = await smoke(environment, process.env['AUTH_CLIENT_ID'] ?? '');
  if (hasPassed && values['mark-run']) markRun(environment);
  return hasPassed;
}

try {
  if (values.help) console.log(usage);
  else if (!(await run(positionals[0]))) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
