import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { projectRoot } from './fixture-tree';

/** Where test/http/serve-package.ts has unpacked it. */
const folder = z.string('expected the package: run this without BASE_URL').parse(process.env['PACKAGE_FOLDER']);
const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));

const Manifest = z.object({ dependencies: z.record(z.string(), z.string()) });
const Lock = z.object({
  packages: z.record(z.string(), z.object({ version: z.string().optional(), dev: z.boolean().optional() })),
});

describe('the deployable package', () => {
  const packaged = () => {
    const names = paths.map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
    return new Set(names.filter((name) => name !== undefined));
  };
  const readLock = async (path: string) => Lock.parse(JSON.parse(await readFile(path, 'utf8'))).packages;

  it('holds the app, its manifest, its lock and its packages, and nothing else', () => {
    const own = paths.filter((path) => !path.startsWith('node_modules/'));
    const others = own.filter((path) => !/^dist\/src\/([a-z0-9-]+\/)*[a-z0-9-]+\.js$/.test(path));
    expect(others.sort()).toEqual(['host.json', 'package-lock.json', 'package.json']);
    expect(own).toContain('dist/src/index.js');
  });

  it('holds no source maps, declarations or tests of the app', () => {
    expect(paths.filter((path) => /\.(map|d\.[cm]?ts)$/.test(path))).toEqual([]);
    expect(paths.filter((path) => /^dist\/.*\.test\./.test(path))).toEqual([]);
  });

  it('asks for production packages only', async () => {
    const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const tested: unknown = JSON.parse(await readFile(join(projectRoot, 'package.json'), 'utf8'));
    expect(Manifest.parse(manifest).dependencies).toEqual(Manifest.parse(tested).dependencies);
    for (const field of ['devDependencies', 'optionalDependencies', 'workspaces', 'scripts']) {
      expect(manifest).not.toHaveProperty(field);
    }
  });

  it.each(['jest', 'typescript', 'embedded-host', 'fastify', 'node', 'azure-functions-core-tools', 'fflate', 'eslint'])(
    'does not hold %s',
    (name) => {
      expect(packaged()).not.toContain(name);
    },
  );

  it('holds every package at the version that was tested', async () => {
    const tested = await readLock(join(projectRoot, 'package-lock.json'));
    const deployed = Object.entries(await readLock(join(folder, 'package-lock.json'))).filter(([path]) => path !== '');
    expect(deployed.length).toBeGreaterThan(10);
    expect(deployed.filter(([path, { version, dev }]) => dev === true || version !== tested[path]?.version)).toEqual(
      [],
    );
  });
});
