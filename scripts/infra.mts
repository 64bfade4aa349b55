/**
 * Compiles, lints and formats the Bicep files in a copy, and predicts what each environment gets; then the copy becomes
 * the original, or is compared with it. What is compiled stands in `infra/compiled`, so that it can be reviewed and
 * checked without the compiler.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { bicepCompiler, CompilerMissing } from './bicep/compiler.mts';

const usage = `Usage: npm run infra -- [--check]

Downloads the Bicep compiler once, then formats, lints and compiles infra/ and predicts its resources.

  --check   change nothing: fail when a file is not as it would be written
  --help    show this text

Exits with 1 when something is wrong, and with 3 when no compiler can be had.`;

const root = resolve(import.meta.dirname, '..');
const environments = ['dev', 'test', 'prod'];

/** Somebody's subscription: names and roles follow from it, so that a prediction is the same everywhere. */
const nowhere = [
  ['--subscription-id', '00000000-0000-0000-0000-000000000001'],
  ['--tenant-id', '00000000-0000-0000-0000-000000000002'],
].flat();

/** Values of this machine do not reach the files; these show what is there only when it is asked for. */
const variables = {
  AUTH_CLIENT_ID: '00000000-0000-0000-0000-000000000003',
  OPERATOR_GROUP_IDS: '00000000-0000-0000-0000-000000000004',
  BUDGET_CONTACTS: 'budget@example.com',
  ALERT_CONTACTS: 'on-call@example.com',
  DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1',
};

/** Its outputs are left out: they come in another order each time. */
const Snapshot = z.object({ predictedResources: z.array(z.unknown()), diagnostics: z.array(z.unknown()) });

const textOf = (path: string) => readFileSync(path, 'utf8');

/** Throws what the compiler says when it says anything: a warning is a failure. */
function run(compiler: string, folder: string, ...args: readonly string[]): void {
  // The compiler unpacks itself into its home: beside what is copied back, not in it.
  const env = { ...variables, PATH: process.env['PATH'] ?? '', HOME: dirname(folder), TMPDIR: tmpdir() };
  const { status, stderr, error } = spawnSync(compiler, args, { cwd: folder, env, encoding: 'utf8' });
  if (error !== undefined) throw error;
  if (status !== 0 || stderr.trim() !== '') throw new Error(`bicep ${args.join(' ')}\n${stderr}`);
}

function compile(compiler: string, folder: string): void {
  for (const kind of ['bicep', 'bicepparam']) run(compiler, folder, 'format', '--pattern', `**/*.${kind}`);
  run(compiler, folder, 'build', 'main.bicep', '--outfile', 'compiled/main.json');
  run(compiler, folder, 'build-params', 'main.bicepparam', '--outfile', 'compiled/main.parameters.json');
  for (const environment of environments) {
    run(compiler, folder, 'snapshot', `main.${environment}.bicepparam`, '--mode', 'overwrite', ...nowhere);
    const snapshot = join(folder, `main.${environment}.snapshot.json`);
    const { predictedResources, diagnostics } = Snapshot.parse(JSON.parse(textOf(snapshot)));
    writeFileSync(join(folder, `compiled/${environment}.json`), `${JSON.stringify(predictedResources, null, 2)}\n`);
    rmSync(snapshot);
    if (diagnostics.length > 0) throw new Error(`${environment}: ${JSON.stringify(diagnostics)}`);
  }
}

const filesIn = (folder: string) =>
  globSync('**/*.{bicep,bicepparam,json}', { cwd: folder, exclude: (path) => path.startsWith('backends') });

function differences(original: string, copy: string): readonly string[] {
  const [before, after] = [filesIn(original), filesIn(copy)];
  const isSame = (path: string) => textOf(join(original, path)) === textOf(join(copy, path));
  const gone = before.filter((path) => !after.includes(path));
  return [...gone, ...after.filter((path) => !before.includes(path) || !isSame(path))].sort();
}

async function infra(isCheck: boolean): Promise<void> {
  const compiler = await bicepCompiler();
  const original = join(root, 'infra');
  const staging = mkdtempSync(join(tmpdir(), 'infra-'));
  try {
    const copy = join(staging, 'infra');
    cpSync(original, copy, { recursive: true });
    cpSync(join(root, 'host.json'), join(staging, 'host.json'));
    rmSync(join(copy, 'compiled'), { recursive: true, force: true });
    mkdirSync(join(copy, 'compiled'));
    compile(compiler, copy);
    const changed = differences(original, copy);
    if (!isCheck) cpSync(copy, original, { recursive: true });
    else if (changed.length > 0) throw new Error(`Run npm run infra: these files change.\n${changed.join('\n')}`);
    console.log(
      `infra: ${filesIn(copy).length} files, ${isCheck ? 'as they have to be' : `${changed.length} changed`}`,
    );
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

const { values } = parseArgs({
  options: { check: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});
try {
  if (values.help) console.log(usage);
  else await infra(values.check);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof CompilerMissing ? 3 : 1;
}
