import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from './fixture-tree';
import { headOf, promisesOf } from './promises';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');
const sources = globSync('{src,embedded-host/src}/**/*.ts', { cwd: projectRoot }).map((path) =>
  path.replaceAll('\\', '/'),
);
const tests = globSync('{test,embedded-host/test}/**/*.ts', { cwd: projectRoot });
const testNames = new Set(tests.map((path) => basename(path)));

const promising = sources.flatMap((path) => {
  const promises = promisesOf(path);
  return promises === undefined ? [] : [{ path, promises }];
});

const rows = read('docs/architecture.md')
  .split('\n')
  .filter((line) => /^\| \[[^\]]+\]\(\.\.\//.test(line));
const rowOf = (path: string) => rows.find((row) => row.includes(`](../${path})`));

describe('the invariants', () => {
  it('are found', () => {
    expect(promising.length).toBeGreaterThan(20);
  });

  it.each(promising)('$promises of $path are in docs/architecture.md', ({ path, promises }) => {
    expect(rowOf(path)).toMatch(new RegExp(` ${promises} +\\|`));
  });

  it.each(sources.filter((path) => /guarded by/i.test(headOf(path))))('of %s name tests that exist', (path) => {
    const named = Array.from(headOf(path).matchAll(/`([\w./-]+\.ts)`/g), ([, name = '']) => name);
    const tested = named.filter((name) => /(^|\/)test\/|\.test\.ts$|-suite\.ts$/.test(name));
    expect(
      tested.filter((name) => !(name.includes('/') ? existsSync(join(projectRoot, name)) : testNames.has(name))),
    ).toEqual([]);
  });

  it.each(rows)('have a guard: %s', (row) => {
    expect(row).toMatch(/\]\(\.\.\/(embedded-host\/)?test\/[\w./-]+\.ts\)/);
  });
});
