/** The package alone: packed, installed into an empty folder with what the quickstart asks for, and run from there. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { temporaryFolder } from '../cli/spawned-host';

const packageFolder = join(__dirname, '..', '..');
const sample = join(__dirname, '..', 'samples', 'apps', 'hello-cities');
const LIMIT_MS = 300_000;

const Packed = z.tuple([z.looseObject({ filename: z.string(), files: z.array(z.looseObject({ path: z.string() })) })]);
const Started = z.looseObject({ statusQueryGetUri: z.url() });
const Manifest = z.looseObject({
  name: z.string(),
  version: z.string(),
  license: z.string(),
  engines: z.looseObject({ node: z.string() }),
  bin: z.record(z.string(), z.string()),
  exports: z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())])),
});

describe('the package on its own', () => {
  const folder = temporaryFolder();
  const app = join(folder.path, 'app');
  let packed: z.infer<typeof Packed>[0];
  let installed = '';

  beforeAll(() => {
    packed = Packed.parse(JSON.parse(npm(packageFolder, 'pack', '--json', '--pack-destination', folder.path)))[0];
    mkdirSync(app);
    cpSync(sample, app, { recursive: true });
    npm(app, 'install', '--no-save', '--ignore-scripts', join(folder.path, packed.filename), ...quickstartPackages());
    installed = join(app, 'node_modules', 'embedded-host');
  }, LIMIT_MS);
  afterAll(() => folder.remove());

  it('holds what runs, its types, its README and its licence, and nothing else', () => {
    const paths = packed.files.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['package.json', 'README.md', 'LICENSE', 'bin/embedded-host.js', 'dist/index.d.ts']),
    );
    expect(paths.filter((path) => !/^(package\.json|README\.md|LICENSE|bin\/|dist\/)/.test(path))).toEqual([]);
    expect(paths.filter((path) => /\.(tsbuildinfo|map|ts)$/.test(path) && !path.endsWith('.d.ts'))).toEqual([]);
  });

  it('names what it is, what it needs and where its doors are, and they are there', () => {
    const manifest = Manifest.parse(JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')));
    const doors = Object.values(manifest.exports).flatMap((door) =>
      typeof door === 'string' ? [door] : Object.values(door),
    );
    const missing = [...doors, ...Object.values(manifest.bin)].filter((path) => !existsSync(join(installed, path)));
    expect(missing).toEqual([]);
  });

  it(
    'runs the quickstart app of the folder it was installed into',
    async () => {
      const child = spawn(join(app, 'node_modules', '.bin', 'embedded-host'), ['start', '--port', '0'], {
        cwd: app,
        shell: process.platform === 'win32',
      });
      const exited = once(child, 'exit');
      try {
        const url = await servedBy(child.stdout);
        const start = await fetch(`${url}/api/orchestrators/helloOrchestrator`, { method: 'POST' });
        const { statusQueryGetUri } = Started.parse(await start.json());
        expect(await outputAt(statusQueryGetUri)).toEqual(['Hello, Tokyo', 'Hello, Seattle', 'Hello, Cairo']);
      } finally {
        child.kill('SIGTERM');
      }
      expect(await exited).toEqual([0, null]);
    },
    LIMIT_MS,
  );

  it(
    'can be imported and required, and its types compile',
    () => {
      const use = `import { startHost, type RunningHost } from 'embedded-host';
      import { startTestHost } from 'embedded-host/testing';
      export const doors: [typeof startHost, typeof startTestHost, RunningHost?] = [startHost, startTestHost];`;
      writeFileSync(join(app, 'use.ts'), use);
      expect(compile(app, 'use.ts')).toBe('');
      expect(node(app, "import('embedded-host').then(({ startHost }) => console.log(typeof startHost))")).toBe(
        'function',
      );
      expect(node(app, "console.log(typeof require('embedded-host/testing').startTestHost)")).toBe('function');
    },
    LIMIT_MS,
  );
});

/** At the versions that everything else here is tested with. */
function quickstartPackages(): string[] {
  return ['@azure/functions', 'durable-functions'].map((name) => {
    const manifest: unknown = JSON.parse(readFileSync(join(dirOf(name), 'package.json'), 'utf8'));
    return `${name}@${z.looseObject({ version: z.string() }).parse(manifest).version}`;
  });
}

function dirOf(name: string): string {
  return join(packageFolder, '..', 'node_modules', name);
}

/** What is in npm's cache need not be asked for again. */
function npm(cwd: string, ...args: readonly string[]): string {
  const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  return execFileSync('npm', [...args, ...quiet], { cwd, encoding: 'utf8', shell: process.platform === 'win32' });
}

function node(cwd: string, script: string): string {
  return execFileSync(process.execPath, ['-e', script], { cwd, encoding: 'utf8' }).trim();
}

/** What the compiler of this repository says about a file of the app. */
function compile(cwd: string, file: string): string {
  const types = join(dirOf('@types'), '..', '@types');
  const options = ['--noEmit', '--strict', '--module', 'node20', '--types', 'node', '--typeRoots', types];
  const compiler = join(dirOf('typescript'), 'bin', 'tsc');
  return spawnSync(process.execPath, [compiler, ...options, file], { cwd, encoding: 'utf8' }).stdout;
}

/** Goes on reading afterwards: a host whose output nobody takes would end. */
function servedBy(output: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  return new Promise((resolve, reject) => {
    output.on('end', () => reject(new Error(`The host ended: ${text}`)));
    output.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const url = /Serving on (\S+)/.exec(text)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
}

async function outputAt(statusUri: string): Promise<unknown> {
  for (;;) {
    const response = await fetch(statusUri);
    const { runtimeStatus, output } = z
      .looseObject({ runtimeStatus: z.string(), output: z.unknown() })
      .parse(await response.json());
    if (runtimeStatus === 'Completed') return output;
    if (response.status !== 202) throw new Error(`The instance is ${runtimeStatus}.`);
  }
}
