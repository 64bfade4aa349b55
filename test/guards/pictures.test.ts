import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, it } from '@jest/globals';

const root = resolve(__dirname, '../..');

// When a change is meant: npm run pictures
it('The pictures of the workbooks are those that the recorded telemetry gives today', () => {
  const node = resolve(root, 'node_modules/node/bin/node');
  const check = spawnSync(node, ['scripts/pictures.mts', '--check'], { cwd: root, encoding: 'utf8' });
  expect([check.status, check.stderr]).toEqual([0, '']);
});
