/** Tests move the clock with `skip` and wait with `settled`: real waiting is slow, and sometimes too short. */
import { syntaxNowhere } from './everywhere.mjs';

const message = 'Time is virtual here: `await app.skip(…)` or `await app.settled()`.';
const timers = ['setTimeout', 'setInterval', 'setImmediate'];
const modules = ['timers', 'timers/promises', 'node:timers', 'node:timers/promises'];

export const virtualTime = {
  'no-restricted-globals': ['error', ...timers.map((name) => ({ name, message }))],
  'no-restricted-imports': ['error', { paths: modules.map((name) => ({ name, message })) }],
  'no-restricted-syntax': [
    'error',
    ...syntaxNowhere,
    { selector: "MemberExpression[object.name='Date'][property.name='now']", message },
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message },
    { selector: `MemberExpression[object.name='globalThis'][property.name=/^(${timers.join('|')})$/]`, message },
    { selector: 'CallExpression[callee.name=/^(sleep|delay|wait)$/]', message },
    { selector: 'FunctionDeclaration[id.name=/^(sleep|delay|wait)$/]', message },
    { selector: 'VariableDeclarator[id.name=/^(sleep|delay|wait)$/]', message },
  ],
};
