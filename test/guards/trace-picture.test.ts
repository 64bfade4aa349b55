import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from '@jest/globals';

const root = resolve(__dirname, '../..');

// When a change is meant: npm run trace-picture -- --write
it('The picture of a trace in docs/telemetry.md is the one that the host makes today', () => {
  const node = resolve(root, 'node_modules/node/bin/node');
  const drawn = execFileSync(node, ['scripts/trace-picture.mts'], { cwd: root, encoding: 'utf8' });
  expect(drawn).toBe(readFileSync(resolve(root, 'docs/telemetry-purchase.svg'), 'utf8'));
});
