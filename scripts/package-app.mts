/**
 * Makes the deployable zip of the function app in an empty staging folder, so that nothing of the workspace slips in:
 * host.json, package.json, package-lock.json, dist/src and the production packages, at the versions of the root's lock.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { zipSync, type Zippable } from 'fflate';
import { hostJson } from './package/host-json.mts';
import { quietly, stageManifests } from './package/manifests.mts';

const usage = `Usage: npm run package -- [--backend <name>] [--out <file>]

  --backend <name>  the durable backend: a folder of infra/backends (default: the host.json of the root)
  --out <file>      where to write the zip (default: artifacts/app.zip)
  --help            show this text`;

const root = resolve(import.meta.dirname, '..');

const run = (command: string, args: readonly string[], cwd: string) =>
  execFileSync(command, args, {
    cwd,
    stdio: ['ignore', process.stderr, 'inherit'],
    shell: process.platform === 'win32',
  });

/** Compiles afresh: a file that was deleted from `src` does not live on in an old `dist`, and no source maps. */
function compileInto(staging: string): void {
  const outputs = ['--outDir', join(staging, 'dist'), '--sourceMap', 'false', '--incremental', 'false'];
  const unset = ['--tsBuildInfoFile', 'null'];
  run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', root, ...outputs, ...unset], root);
}

function stageHostJson(staging: string, backend: string | undefined): void {
  writeFileSync(join(staging, 'host.json'), `${JSON.stringify(hostJson(root, backend), null, 2)}\n`);
}

/** Maps and declarations of packages: a third of their files, and nothing that runs. */
const forDevelopment = /\.(map|d\.[cm]?ts)$/;

/** The same content gives the same bytes: sorted paths, one time stamp. */
function zipFolder(folder: string): Uint8Array {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !forDevelopment.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const content: Zippable = {};
  for (const file of files) {
    content[relative(folder, file).replaceAll('\\', '/')] = readFileSync(file);
  }
  return zipSync(content, { mtime: new Date(1980, 0, 1), level: 6 });
}

function packageApp(out: string, backend: string | undefined): void {
  const staging = mkdtempSync(join(tmpdir(), 'package-app-'));
  try {
    compileInto(staging);
    stageHostJson(staging, backend);
    stageManifests(root, staging);
    run('npm', ['ci', '--omit=dev', ...quietly], staging);
    const zip = zipFolder(staging);
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(out, zip);
    console.log(`${relative(process.cwd(), out)}: ${(zip.length / 1024 / 1024).toFixed(1)} MiB`);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join(root, 'artifacts/app.zip') },
    backend: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) console.log(usage);
else packageApp(resolve(values.out), values.backend);
