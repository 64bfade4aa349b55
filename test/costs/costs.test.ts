/** What an orchestration costs, in counts that are the same on every machine: a slower change is seen without a clock. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';

const root = resolve(__dirname, '../..');
const script = resolve(root, 'bench/count-costs.mts');

const Costs = z.record(z.string(), z.record(z.string(), z.number()));
type Costs = z.infer<typeof Costs>;

const expected = Costs.parse(JSON.parse(readFileSync(resolve(root, 'bench/expected-costs.json'), 'utf8')));

describe('What an orchestration costs', () => {
  let counted: Costs = {};

  beforeAll(() => {
    // A process of its own: the app of the benchmark is TypeScript that Node runs by itself.
    const node = resolve(root, 'node_modules/node/bin/node');
    counted = Costs.parse(JSON.parse(execFileSync(node, [script], { encoding: 'utf8', cwd: root })));
  }, 60_000);

  // When a change is meant: npm run bench:costs -- --write
  it.each(Object.keys(expected))('is what bench/expected-costs.json says, for %s', (workload) => {
    expect(counted[workload]).toEqual(expected[workload]);
  });

  it('is counted for every workload that is expected, and for no other', () => {
    expect(Object.keys(counted)).toEqual(Object.keys(expected));
  });
});
