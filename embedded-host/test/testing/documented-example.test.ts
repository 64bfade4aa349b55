import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { temporaryFolders } from '../store/temporary-folder';

const project = join(__dirname, '..', '..', '..');
const text = readFileSync(join(project, 'docs', 'testing.md'), 'utf8');
const newFolder = temporaryFolders();
let app: string;

/** Files are introduced by their path: a bold line before the block. */
function filesIn(document: string): readonly (readonly [path: string, content: string])[] {
  const files = document.matchAll(/^\*\*([\w./-]+)\*\*\n\n```\w+\n([\s\S]*?)^```$/gm);
  return [...files].map(([, path = '', content = '']) => [path, content]);
}

function write(path: string, content: string): void {
  mkdirSync(dirname(join(app, path)), { recursive: true });
  writeFileSync(join(app, path), content);
}

/** As a user would run it: the variables by which test runners know one another are taken away. */
function run(...command: readonly string[]): { readonly code: number | null; readonly output: string } {
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined, JEST_WORKER_ID: undefined, NODE_OPTIONS: undefined };
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: app, encoding: 'utf8', env });
  return { code: status, output: stdout + stderr };
}

const runJest = () => run(join('node_modules', 'jest', 'bin', 'jest.js'));

beforeAll(() => {
  app = newFolder();
  symlinkSync(join(project, 'node_modules'), join(app, 'node_modules'), 'junction');
  for (const [path, content] of filesIn(text)) write(path, content);
});

describe('the example in docs/testing.md', () => {
  it('records a history, and passes its tests with jest', () => {
    expect(run('scripts/record.mjs')).toEqual({ code: 0, output: '' });
    const { code, output } = runJest();
    expect(output).toMatch(/^Tests: +3 passed, 3 total$/m);
    expect(code).toBe(0);
  }, 60_000);

  it('passes its tests with node:test', () => {
    const { code, output } = run('--test', 'test/reminder.test.mjs');
    expect(output).toMatch(/pass 1\b/);
    expect(code).toBe(0);
  }, 60_000);

  it('fails as it says when the reminder comes first', () => {
    const [, source = ''] = filesIn(text).find(([path]) => path === 'src/index.js') ?? [];
    const reminder = "    yield context.df.callActivity('sendReminder', { to: approver });\n";
    const wait = "  const decision = context.df.waitForExternalEvent('decision');\n";
    write('src/index.js', source.replace(reminder, '').replace(wait, reminder + wait));
    const { code, output } = runJest();
    const [, shown = ''] = /```text\n([\s\S]*?)```/.exec(text) ?? [];
    const [, ...difference] = shown.trim().split('\n');
    for (const line of difference) expect(output).toContain(line.trim());
    expect(output).toMatch(/Orchestrator "approval" does not do what it did in .*recordings\/paid\.json/);
    expect(code).toBe(1);
  }, 60_000);
});
