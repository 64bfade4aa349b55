import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from './fixture-tree';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');
const sources = globSync('{src,embedded-host/src}/**/*.ts', { cwd: projectRoot }).map((path) =>
  path.replaceAll('\\', '/'),
);
const tests = globSync('{test,embedded-host/test}/**/*.ts', { cwd: projectRoot });
const testNames = new Set(tests.map((path) => basename(path)));

const headOf = (path: string) => {
  const text = read(path);
  return text.startsWith('/**') ? text.slice(0, text.indexOf('*/')) : '';
};

/** `A1–A3`, as a module numbers what it promises in its head; undefined when it promises nothing. */
function promisesOf(path: string): string | undefined {
  const numbers = Array.from(headOf(path).matchAll(/^ \* (?:- )?([A-Z])(\d+) /gm), ([, letter = '', digits]) => ({
    letter,
    number: Number(digits),
  })).sort((one, other) => one.number - other.number);
  const [first] = numbers;
  const last = numbers.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const from = `${first.letter}${first.number}`;
  return first.number === last.number ? from : `${from}–${last.letter}${last.number}`;
}

const promising = sources.flatMap((path) => {
  const promises = promisesOf(path);
  return promises === undefined ? [] : [{ path, promises }];
});

const rows = read('docs/architecture.md')
  .split('\n')
  .filter((line) => line.startsWith('| ['));
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
