/**
 * The app logs in one way, `src/telemetry/log.ts`: by a message of the catalogue, once, and without personal data.
 * `test/guards/logging.test.ts` shows that each line bites.
 */
import { syntaxNowhere } from './everywhere.mjs';

const message = 'Log a message of src/telemetry/messages.ts.';

export const otherLogs = [
  {
    selector:
      'CallExpression[callee.property.name=/^(log|trace|debug|info|warn|error)$/]' +
      ":not([callee.object.type='ThisExpression'], [callee.object.name='report'], [callee.object.property.name='report'])",
    message,
  },
  { selector: 'ObjectPattern > Property[key.name=/^(log|trace|debug|info|warn)$/]', message },
  { selector: "VariableDeclarator[init.name='console']", message },
  { selector: 'MemberExpression[property.name=/^(stdout|stderr)$/]', message },
];

/** For `src`, as far as no stricter rules of a room take their place. */
export const oneLog = { 'no-console': 'error', 'no-restricted-syntax': ['error', ...syntaxNowhere, ...otherLogs] };
