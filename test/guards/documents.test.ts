import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { z } from 'zod';
import { projectRoot } from './fixture-tree';
import { anchorsOf, fencesOf, linksOf, npmScriptsOf, runSourcesOf } from './markdown';

const documents = [
  ...globSync('*.md', { cwd: projectRoot }),
  ...globSync('{docs,bench,embedded-host,scripts}/**/*.md', {
    cwd: projectRoot,
    exclude: (path) => /(^|\/)(node_modules|dist)$/.test(path),
  }),
].sort();

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');
const exists = (path: string) => existsSync(join(projectRoot, path));
const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')));

function leadsNowhere(document: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? document : join(dirname(document), decodeURIComponent(path));
  if (!exists(target)) return true;
  return anchor !== undefined && target.endsWith('.md') && !anchorsOf(read(target)).includes(anchor);
}

function syntaxErrors(source: string): readonly string[] {
  const { diagnostics = [] } = ts.transpileModule(source, { reportDiagnostics: true });
  return diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

const blocksIn = (document: string, ...languages: readonly string[]) =>
  fencesOf(read(document)).flatMap(({ language, body }) => (languages.includes(language) ? [body] : []));

describe('the documents', () => {
  it.each(['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs/architecture.md'])('include %s', (path) => {
    expect(documents).toContain(path);
  });

  it('begin, in the README, with the commands that start and test the project', () => {
    expect(blocksIn('README.md', 'sh', 'bash', 'console').join('\n')).toMatch(
      /npm ci && npm start[\s\S]*npm ci && npm test/,
    );
  });

  it.each(documents)('%s links to what exists', (document) => {
    expect(linksOf(read(document)).filter((link) => leadsNowhere(document, link))).toEqual([]);
  });

  it.each(documents)('%s names npm scripts and sources that exist', (document) => {
    expect(npmScriptsOf(read(document)).filter((name) => !(name in scripts))).toEqual([]);
    expect(runSourcesOf(read(document)).filter((path) => !exists(path))).toEqual([]);
  });

  it.each(documents)('%s shows TypeScript and JSON that parse', (document) => {
    expect(blocksIn(document, 'ts', 'typescript').flatMap(syntaxErrors)).toEqual([]);
    for (const body of blocksIn(document, 'json')) expect(() => void JSON.parse(body)).not.toThrow();
  });
});
