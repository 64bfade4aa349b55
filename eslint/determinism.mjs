/**
 * What a process and the words it is written with may not touch: a replay has to take the same decisions as the first
 * run, on another machine and on another day. `test/guards/determinism.test.ts` shows that each line bites.
 */
import { builtinModules } from 'node:module';
import { syntaxNowhere } from './everywhere.mjs';
import { otherLogs } from './one-log.mjs';

const ambient = {
  'Not replay-safe: yield a durable timer.': [
    ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'clearTimeout', 'clearInterval'],
    ...['clearImmediate', 'AbortSignal', 'performance', 'Atomics'],
  ],
  'Not replay-safe: do it in an activity.': [
    ...['fetch', 'WebSocket', 'EventSource', 'BroadcastChannel', 'MessageChannel', 'Worker', 'console', 'navigator'],
    ...['crypto', 'Crypto', 'localStorage', 'sessionStorage'],
  ],
  'Not the same on every machine: pass it in with the input.': ['process', 'Intl', '__dirname', '__filename'],
  'Only the engine resolves tasks: yield them.': ['Promise'],
  'A way around these rules.': ['globalThis', 'global', 'require', 'module', 'eval', 'Function', 'Reflect', 'Proxy'],
  'Depends on the garbage collector.': ['WeakRef', 'FinalizationRegistry'],
};

const clock = 'Use context.df.currentUtcDateTime.';
const localTime = 'Depends on the time zone of the machine: use the UTC form.';
const generator = 'A process is a synchronous generator: yield steps.';
const winner = 'Compare with the winner that Task.any returned.';
const portable = 'Not in durable-functions v4: not portable.';

const syntax = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: clock },
  { selector: "NewExpression[callee.name='Date'][arguments.length>1]", message: localTime },
  { selector: "CallExpression[callee.name='Date']", message: clock },
  {
    selector: "MemberExpression[object.name='Date']:matches([property.name='now'], [property.value='now'])",
    message: clock,
  },
  {
    selector: ":matches(VariableDeclarator, AssignmentExpression, CallExpression) > Identifier[name='Date']",
    message: clock,
  },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'Draw in an activity.' },
  { selector: "MemberExpression[object.name='Math'][property.value='random']", message: 'Draw in an activity.' },
  { selector: "VariableDeclarator > Identifier[name='Math']", message: 'Draw in an activity.' },
  {
    selector: 'MemberExpression[property.name=/^[gs]et(FullYear|Year|Month|Date|Day|Hours|Minutes|TimezoneOffset)$/]',
    message: localTime,
  },
  {
    selector: 'MemberExpression[property.name=/^(toLocale.*|localeCompare)$/]',
    message: 'Depends on the locale of the machine.',
  },
  { selector: ':function[async=true]', message: generator },
  { selector: 'AwaitExpression', message: generator },
  { selector: 'ForOfStatement[await=true]', message: generator },
  { selector: 'MemberExpression[property.name=/^(then|catch|finally)$/]', message: generator },
  { selector: 'ImportExpression', message: 'Loaded at import or not at all.' },
  { selector: 'MemberExpression[property.name=/^(isCompleted|isFaulted)$/]', message: winner },
  { selector: 'ObjectPattern > Property[key.name=/^(isCompleted|isFaulted)$/]', message: winner },
  { selector: 'ObjectPattern > Property[key.name=/^(lock|isLocked)$/]', message: portable },
  {
    selector:
      "MemberExpression[property.name=/^(lock|isLocked)$/]:matches([object.name='df'], [object.property.name='df'])",
    message: portable,
  },
  {
    selector:
      'MemberExpression[object.name=/^(context|invocation)$/][property.name=/^(log|trace|debug|info|warn|error)$/]',
    message: 'A replay logs again: tell the report of the context instead.',
  },
  {
    selector: ':matches(Program, ExportNamedDeclaration) > VariableDeclaration[kind=/^(let|var)$/]',
    message: 'State between replays: keep it in the generator.',
  },
  { selector: 'YieldExpression[argument=null]', message: 'Yield a task.' },
];

/** Whoever decides by it, decides otherwise in a replay. */
const replay = [
  ':matches(MemberExpression[property.name="isReplaying"], MemberExpression[property.value="isReplaying"])',
  'ObjectPattern > Property[key.name="isReplaying"]',
].map((selector) => ({ selector, message: 'Only src/orchestration/report.ts knows of replays.' }));

const imports = {
  paths: builtinModules.map((name) => ({ name, message: 'Not replay-safe: do it in an activity.' })),
  patterns: [
    { regex: '^node:', message: 'Not replay-safe: do it in an activity.' },
    { regex: '^durable-functions/', message: 'Only the public door of durable-functions.' },
  ],
};

/** For the one word that leads out of the replay: `src/orchestration/report.ts`. */
export const reportDeterminism = {
  'no-restricted-globals': [
    'error',
    ...Object.entries(ambient).flatMap(([message, names]) => names.map((name) => ({ name, message }))),
  ],
  'no-restricted-syntax': ['error', ...syntaxNowhere, ...otherLogs, ...syntax],
  'no-restricted-imports': ['error', imports],
};

/** For `src/orchestration`: the words themselves. */
export const determinism = {
  ...reportDeterminism,
  'no-restricted-syntax': [...reportDeterminism['no-restricted-syntax'], ...replay],
};

/** For `src/processes`: as before, and a process speaks in typed words only. */
export const processDeterminism = {
  ...determinism,
  'no-restricted-syntax': [
    ...determinism['no-restricted-syntax'],
    {
      selector: 'YieldExpression[delegate=false]',
      message: 'yield* a word of src/orchestration: its result is typed.',
    },
  ],
};
