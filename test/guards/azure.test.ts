/** What the pipeline does with Azure, with a stand-in for the Azure CLI that notes what it is asked. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { projectRoot } from './fixture-tree';
import { standInProgram } from './stand-in-program';

const run = promisify(execFile);
const outputs = {
  azurE_RESOURCE_GROUP: { value: 'rg-1' },
  azurE_FUNCTION_APP_NAME: { value: 'func-1' },
  basE_URL: { value: process.env['BASE_URL'] },
};
/** Answers by its first two words; fails for what a test has forbidden. */
const cli = `
  const asked = process.argv.slice(2);
  require('node:fs').appendFileSync(process.env.AZ_ASKED, asked.join(' ') + '\\n');
  if (process.env.AZ_FAILS === asked[0]) process.exit(1);
  const answers = { 'deployment sub': ${JSON.stringify(outputs)}, 'functionapp keys': 'key-1', 'account get-access-token': 'token-1' };
  console.log(JSON.stringify(answers[asked.slice(0, 2).join(' ')] ?? null));`;

let folder: string;
const notes = () => join(folder, 'asked');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'azure-'));
  await standInProgram(join(folder, 'az'), cli);
});
beforeEach(() => rm(notes(), { force: true }));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function azure(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const path = `${folder}${delimiter}${process.env['PATH'] ?? ''}`;
  const options = { env: { ...process.env, PATH: path, AZ_ASKED: notes(), ...env } };
  return run(process.execPath, [join(projectRoot, 'scripts/azure.mts'), ...args], options);
}
const asked = async () => (await readFile(notes(), 'utf8')).trim().split('\n');

describe('npm run azure', () => {
  it('asks what would change with the templates of the environment', async () => {
    await azure(['what-if', '--environment', 'prod'], { AZURE_LOCATION: 'westeurope' });
    expect(await asked()).toEqual([
      `deployment sub what-if --name execution-orchestrator-prod --location westeurope ` +
        `--template-file ${join(projectRoot, 'infra/main.bicep')} ` +
        `--parameters ${join(projectRoot, 'infra/main.prod.bicepparam')}`,
    ]);
  });

  it('deploys the zip to the app that the deployment has told of', async () => {
    await azure(['deploy', '--environment', 'test', '--app', '/tmp/some.zip']);
    expect((await asked()).at(-1)).toBe(
      'functionapp deployment source config-zip --resource-group rg-1 --name func-1 --src /tmp/some.zip',
    );
  });

  it('tags a run only where it is told to: one that went back runs the zip of another', async () => {
    const { stdout } = await azure(['smoke', '--environment', 'test']);
    expect(stdout).not.toContain('addbuildtag');
  });

  it('says that the app runs there when the smoke test has passed, with its key and its token', async () => {
    const { stdout } = await azure(['smoke', '--environment', 'test', '--mark-run'], { AUTH_CLIENT_ID: 'client-1' });
    expect(stdout).toContain('##vso[build.addbuildtag]running-in-test');
    expect(await asked()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^functionapp keys list --resource-group rg-1 --name func-1/),
        expect.stringMatching(/^account get-access-token --resource api:\/\/client-1/),
      ]),
    );
  });

  it('fails when the Azure CLI does', async () => {
    const failing = azure(['provision', '--environment', 'test'], { AZ_FAILS: 'deployment' });
    await expect(failing).rejects.toMatchObject({ code: 1 });
  });

  it('names the environments that there are', async () => {
    await expect(azure(['what-if', '--environment', 'moon'])).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('expected one of dev, test, prod'),
    });
  });
});
