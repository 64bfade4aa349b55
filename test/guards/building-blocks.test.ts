import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from './fixture-tree';
import { fencesOf } from './markdown';
import { promisesOf } from './promises';
import { typeErrors } from './type-errors';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');
const page = read('docs/building-blocks.md');
const oneLine = (code: string) =>
  code.replaceAll(/\s+/g, ' ').replaceAll(/\( | \)|,(?= ?\))/g, (found) => found.trim().replace(',', ''));

const signaturePattern = /^Signature, from \[[\w.-]+\]\(\.\.\/([\w./-]+)\):\n\n```(?:ts|text)\n([\s\S]*?)^```$/gm;
const signatures = Array.from(page.matchAll(signaturePattern), ([, path = '', code = '']) => ({
  path,
  code: oneLine(code).replace(/;? $/, ''),
}));
const examples = fencesOf(page.replaceAll(signaturePattern, '')).filter(({ language }) => language === 'ts');
const promises = Array.from(
  page.matchAll(/\[([A-Z]\d+(?:–[A-Z]\d+)?)\]\(\.\.\/([\w./-]+)\)/g),
  ([, named, path = '']) => ({ named, path }),
);
const titles = page.match(/^## .*$/gm)?.join('\n') ?? '';

/** The values that processes import from the words; their types follow from these. */
const wordsInUse = globSync('src/processes/**/*.ts', { cwd: projectRoot })
  .flatMap((path) => Array.from(read(path).matchAll(/import \{([^}]*)\} from '[./]*\/orchestration\/(?!contract')/g)))
  .flatMap(([, names = '']) => names.split(',').map((name) => name.trim()))
  .filter((name) => name !== '' && !name.startsWith('type ') && name !== 'Interruption');

describe('the building blocks', () => {
  it.each([...new Set(wordsInUse)])('have a section for %s, which processes use', (word) => {
    expect(titles).toMatch(new RegExp(`\`${word}(\\.run)?\``));
  });

  it.each(signatures)('show the signature of $path as it is: $code', ({ path, code }) => {
    expect(oneLine(read(path))).toContain(code);
  });

  it.each(promises)('name the promises $named of $path', ({ path, named }) => {
    expect(named).toBe(promisesOf(path));
  });

  it('have an example for each section that has a signature', () => {
    const sections = page.split(/^## /m).filter((section) => section.includes('Signature, from'));
    expect(sections.filter((section) => fencesOf(section.replaceAll(signaturePattern, '')).length !== 1)).toEqual([]);
    expect(examples).toHaveLength(sections.length + 1);
  });

  it('have examples that compile under the rules of the app', () => {
    const path = join(projectRoot, 'src/processes/building-blocks/examples.ts');
    const source = examples.map(({ body }) => body).join('\n');
    expect(typeErrors([path], new Map([[path, source]]))).toEqual([]);
  }, 180_000);
});
