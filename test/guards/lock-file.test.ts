import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { projectRoot } from './fixture-tree';

const Names = z.record(z.string(), z.string()).default({});
const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      link: z.boolean().optional(),
      dependencies: Names,
      optionalDependencies: Names,
    }),
  ),
});
type Packages = z.infer<typeof Lock>['packages'];

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');

/** Where Node would look for a package that the package at `path` asks for. */
function lookedUpAt(path: string, name: string): readonly string[] {
  const nested = path.split(/(?<=^|\/)node_modules\//);
  const parents = nested.map((_, depth) => nested.slice(0, nested.length - depth).join('node_modules/'));
  const folders = [...parents.map((parent) => (parent === '' ? '' : `${parent.replace(/\/$/, '')}/`)), ''];
  return folders.map((folder) => `${folder}node_modules/${name}`);
}

function unlocked(packages: Packages): readonly string[] {
  return Object.entries(packages).flatMap(([path, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !lookedUpAt(path, name).some((place) => place in packages))
      .map((name) => `${path} -> ${name}`),
  );
}

describe('the lock file', () => {
  const { packages } = Lock.parse(JSON.parse(read('package-lock.json')));

  it('names no registry but the public one', () => {
    const hosts = Object.values(packages).flatMap(
      ({ resolved }) => /^https?:\/\/[^/]*/.exec(resolved ?? '')?.[0] ?? [],
    );
    expect(hosts.filter((host) => host !== 'https://registry.npmjs.org')).toEqual([]);
  });

  it('holds the packages of every platform, so that npm ci works on each', () => {
    expect(unlocked(packages)).toEqual([]);
  });

  it('knows what each package has to look like', () => {
    const unsigned = Object.entries(packages).filter(
      ([path, { integrity, link }]) => path.includes('node_modules/') && link !== true && integrity === undefined,
    );
    expect(unsigned.map(([path]) => path)).toEqual([]);
  });
});
