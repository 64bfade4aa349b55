import { beforeAll, describe, expect, it } from '@jest/globals';
import { lintTree } from './lint-tree';

/** Each ban of `eslint/determinism.mjs`, broken once: what is written, and a word of the refusal. */
const bans: readonly (readonly [what: string, code: string, refusal: RegExp])[] = [
  ['the current date', 'export const at = (): Date => new Date();', /currentUtcDateTime/],
  ['the current date as text', 'export const at = (): string => Date();', /currentUtcDateTime/],
  ['Date.now', 'export const at = (): number => Date.now();', /currentUtcDateTime/],
  ["Date['now']", "export const at = (): number => Date['now']();", /currentUtcDateTime/],
  ['Date under another name', 'const D = Date;\nexport const at = (): Date => new D();', /currentUtcDateTime/],
  ['now taken out of Date', 'const { now } = Date;\nexport const at = (): number => now();', /currentUtcDateTime/],
  ['Date handed on', 'export const at = (make: (d: typeof Date) => Date): Date => make(Date);', /currentUtcDateTime/],
  ['a date of local parts', 'export const at = (): Date => new Date(2026, 1, 1);', /time zone/],
  ['the local hour', 'export const at = (now: Date): number => now.getHours();', /time zone/],
  ['the local offset', 'export const at = (now: Date): number => now.getTimezoneOffset();', /time zone/],
  ['text by locale', 'export const at = (now: Date): string => now.toLocaleString();', /locale/],
  ['order by locale', 'export const order = (a: string, b: string): number => a.localeCompare(b);', /locale/],
  ['Intl', "export const f = new Intl.NumberFormat('en');", /machine/],
  ['Math.random', 'export const draw = (): number => Math.random();', /activity/],
  ["Math['random']", "export const draw = (): number => Math['random']();", /activity/],
  ['random taken out of Math', 'const { random } = Math;\nexport const draw = (): number => random();', /activity/],
  ['Web Crypto', 'export const id = (): string => crypto.randomUUID();', /activity/],
  ['performance', 'export const at = (): number => performance.now();', /durable timer/],
  ['setTimeout', 'export const wait = (f: () => void): unknown => setTimeout(f, 1);', /durable timer/],
  ['setInterval', 'export const wait = (f: () => void): unknown => setInterval(f, 1);', /durable timer/],
  ['setImmediate', 'export const wait = (f: () => void): unknown => setImmediate(f);', /durable timer/],
  ['queueMicrotask', 'export const wait = (f: () => void): void => queueMicrotask(f);', /durable timer/],
  ['AbortSignal', 'export const wait = (): unknown => AbortSignal.timeout(1);', /durable timer/],
  ['fetch', "export const get = (): unknown => fetch('http://localhost');", /activity/],
  ['the console', "export const say = (): void => console.log('x');", /activity/],
  ['the environment', "export const setting = (): unknown => process.env['HOME'];", /machine/],
  ['globalThis', 'export const at = (): unknown => globalThis.Date;', /way around/],
  ['require', "export const fs: unknown = require('fs');", /way around/],
  ['eval', "export const at: unknown = eval('Date.now()');", /way around/],
  ['Promise', 'export const all = (): unknown => Promise.all([]);', /yield them/],
  ['then', 'export const next = (p: PromiseLike<number>): unknown => p.then((n) => n);', /generator/],
  ['an async function', 'export async function step(): Promise<void> {}', /generator/],
  ['an async arrow', 'export const step = async (): Promise<void> => {};', /generator/],
  ['await', 'export async function step(p: PromiseLike<void>): Promise<void> {\n  await p;\n}', /generator/],
  [
    'for await',
    'export async function step(p: AsyncIterable<1>): Promise<void> {\n  for await (const one of p) String(one);\n}',
    /generator/,
  ],
  ['a dynamic import', "export const late = (): unknown => import('zod');", /at import/],
  ['node:fs', "export { readFileSync } from 'node:fs';", /activity/],
  ['fs', "import { readFileSync } from 'fs';\nexport const read = readFileSync;", /activity/],
  ['node:crypto', "import { randomUUID } from 'node:crypto';\nexport const id = randomUUID;", /activity/],
  [
    'the inside of durable-functions',
    "import { RetryOptions } from 'durable-functions/lib/src/RetryOptions';\nexport const r = RetryOptions;",
    /public door/,
  ],
  ['a lock', 'export const f = (context: { df: { lock: () => void } }): void => context.df.lock();', /v4/],
  ['a lock of df', 'export const f = (df: { lock: () => void }): void => df.lock();', /v4/],
  ['a lock taken out', 'export const f = ({ lock }: { lock: () => void }): void => lock();', /v4/],
  ['isCompleted', 'export const f = (task: { isCompleted: boolean }): boolean => task.isCompleted;', /winner/],
  ['isFaulted', 'export const f = (task: { isFaulted: boolean }): boolean => task.isFaulted;', /winner/],
  [
    'isCompleted taken out',
    'export const f = ({ isCompleted }: { isCompleted: boolean }): boolean => isCompleted;',
    /winner/,
  ],
  ['a log', 'export const f = (context: { log: (s: string) => void }): void => context.log("x");', /logs again/],
  [
    'a log of the invocation',
    'export const f = (invocation: { info: (s: string) => void }): void => invocation.info("x");',
    /logs again/,
  ],
  ['a replay', 'export const f = (df: { isReplaying: boolean }): boolean => df.isReplaying;', /knows of replays/],
  [
    "['isReplaying']",
    "export const f = (df: { isReplaying: boolean }): boolean => df['isReplaying'];",
    /knows of replays/,
  ],
  [
    'isReplaying taken out',
    'export const f = ({ isReplaying }: { isReplaying: boolean }): boolean => isReplaying;',
    /knows of replays/,
  ],
  ['state of the module', 'export let count = 0;\nexport const next = (): number => ++count;', /between replays/],
  ['an empty yield', 'export function* f(): Generator<undefined, void> {\n  yield;\n}', /Yield a task/],
  ['a weak reference', 'export const f = (o: object): unknown => new WeakRef(o);', /garbage/],
  ['a default export', 'export default 1;', /Named exports/],
];

const bareYield =
  'export function* f(task: unknown): Generator<unknown, unknown, unknown> {\n  return yield task;\n}\n';

const goodProcess = `import type { OrchestrationContext, Task } from 'durable-functions';
import { z } from 'zod';

const Input = z.object({ dueAt: z.string() });

function* word(context: OrchestrationContext, due: Date): Generator<Task, number> {
  yield* pause(context, due);
  return Math.max(1, new Date(context.df.currentUtcDateTime).getTime(), Date.UTC(2026, 1));
}

export function* patient(context: OrchestrationContext): Generator<Task, number> {
  const { dueAt } = Input.parse(context.df.getInput());
  return yield* word(context, new Date(dueAt));
}
`;
const goodWord = `import type { OrchestrationContext, Task } from 'durable-functions';

export function* pause(context: OrchestrationContext, due: Date): Generator<Task, void> {
  yield context.df.createTimer(due);
}
`;

const rooms = ['src/processes/sample', 'src/orchestration'];
const pathOf = (room: string, index: number) => `${room}/case-${index}.ts`;

describe('the determinism rule', () => {
  let findings: ReadonlyMap<string, readonly string[]>;

  beforeAll(async () => {
    const cases = rooms.flatMap((room) => bans.map(([, code], index) => [pathOf(room, index), `${code}\n`] as const));
    findings = await lintTree({
      ...Object.fromEntries(cases),
      'src/processes/sample/bare-yield.ts': bareYield,
      'src/orchestration/bare-yield.ts': bareYield,
      'src/processes/sample/patient.ts': `import { pause } from '../../orchestration/pause';\n${goodProcess}`,
      'src/orchestration/pause.ts': goodWord,
      'src/services/sample/clock.ts': 'export const now = (): number => Date.now();\n',
      'src/orchestration/report.ts': 'export const f = (df: { isReplaying: boolean }): boolean => df.isReplaying;\n',
    });
  }, 120_000);

  describe.each(rooms)('in %s', (room) => {
    it.each(bans.map(([what, , refusal], index) => ({ what, refusal, index })))(
      'refuses $what',
      ({ refusal, index }) => {
        const refusals = findings.get(pathOf(room, index))?.filter((finding) => finding.startsWith('no-restricted-'));
        expect(refusals).toContainEqual(expect.stringMatching(refusal));
      },
    );
  });

  it('refuses a task that a process yields without a word', () => {
    expect(findings.get('src/processes/sample/bare-yield.ts')).toEqual([expect.stringMatching(/yield\* a word/)]);
  });

  it('lets a word yield a task', () => {
    expect(findings.get('src/orchestration/bare-yield.ts')).toEqual([]);
  });

  it.each(['src/processes/sample/patient.ts', 'src/orchestration/pause.ts'])('accepts the deterministic %s', (path) => {
    expect(findings.get(path)).toEqual([]);
  });

  it('lets the report know of replays', () => {
    expect(findings.get('src/orchestration/report.ts')).toEqual([]);
  });

  it('leaves services alone', () => {
    expect(findings.get('src/services/sample/clock.ts')).toEqual([]);
  });
});
