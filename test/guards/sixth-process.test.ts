import { execFile } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { projectRoot } from './fixture-tree';
import { changed, shownFilesOf } from './shown-files';
import { compilerOptions, typeErrors } from './type-errors';

const page = readFileSync(join(projectRoot, 'docs/add-a-process.md'), 'utf8');
const shown = shownFilesOf(page);
const tests = shown.map(({ path }) => path).filter((path) => path.endsWith('.test.ts'));
const parts = [
  'src',
  'dist',
  'test/support',
  'test/unit/services',
  'test/http',
  'package.json',
  'host.json',
  'jest.config.mjs',
];

/** The app, built, with what the page adds to it. */
let app: string;

beforeAll(() => {
  app = mkdtempSync(join(tmpdir(), 'sixth-process-'));
  for (const part of parts) cpSync(join(projectRoot, part), join(app, part), { recursive: true });
  symlinkSync(join(projectRoot, 'node_modules'), join(app, 'node_modules'), 'dir');
  for (const { path, language, body } of shown) {
    write(path, language === 'diff' ? changed(readFileSync(join(app, path), 'utf8'), body) : body);
  }
  for (const { path } of shown) if (path.startsWith('src/')) build(path);
});

afterAll(() => rmSync(app, { recursive: true, force: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(app, path)), { recursive: true });
  writeFileSync(join(app, path), content);
}

/** Types are judged by a test of their own; the rest of the app is built. */
function build(path: string): void {
  const source = readFileSync(join(app, path), 'utf8');
  const options = { ...compilerOptions(), module: ts.ModuleKind.CommonJS, sourceMap: false };
  write(`dist/${path.replace(/\.ts$/, '.js')}`, ts.transpileModule(source, { compilerOptions: options }).outputText);
}

describe('the sixth process of docs/add-a-process.md', () => {
  it('is shown completely: contract, service, story, registration and tests', () => {
    const folders = new Set(shown.map(({ path }) => dirname(path)));
    expect([...folders]).toEqual(expect.arrayContaining(['src/processes/goods-return', 'src/services/returns', 'src']));
    expect(tests).toEqual(['test/processes/goods-return.test.ts', 'test/unit/services/every-activity.test.ts']);
  });

  it('is new: the repository does not have it', () => {
    expect(globSync('src/{processes/goods-return,services/returns}', { cwd: projectRoot })).toEqual([]);
  });

  it('compiles under the rules of the app', () => {
    expect(typeErrors(shown.map(({ path }) => join(app, path)))).toEqual([]);
  }, 300_000);

  it('passes the tests that the page writes for it', async () => {
    const jest = join(projectRoot, 'node_modules/jest/bin/jest.js');
    const args = [jest, '--ci', '--maxWorkers=1', '--testTimeout=60000', '-t=return|covers every', ...tests];
    const { stderr } = await promisify(execFile)(process.execPath, args, { cwd: app });
    expect(stderr).toMatch(new RegExp(`^Test Suites: ${tests.length} passed, ${tests.length} total$`, 'm'));
  }, 300_000);
});
