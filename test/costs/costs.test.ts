/**
 * What an orchestration costs, in counts that are the same on every machine: a slower change is seen without a clock.
 * Instructions are compared where the machine can count them (`perf`), and need not be exactly the same.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';

const root = resolve(__dirname, '../..');
const script = resolve(root, 'bench/count-costs.mts');

const Costs = z.record(z.string(), z.record(z.string(), z.number()));
type Costs = z.infer<typeof Costs>;

const instructions = 'instructions, 64 in flight';
/** What the compiler and the collector of V8 do beside the work differs from run to run. */
const NOISE = 0.2;

/** Turns are begun in slices of time, so a slow machine makes more groups of many; without groups it would be 64 times. */
const groupsOf = (workload: string) => (workload.endsWith('one at a time') ? 1 : 8);

const expected = Costs.parse(JSON.parse(readFileSync(resolve(root, 'bench/expected-costs.json'), 'utf8')));

describe('What an orchestration costs', () => {
  let counted: Costs = {};

  beforeAll(() => {
    // A process of its own: the app of the benchmark is TypeScript that Node runs by itself.
    const node = resolve(root, 'node_modules/node/bin/node');
    counted = Costs.parse(JSON.parse(execFileSync(node, [script], { encoding: 'utf8', cwd: root })));
  }, 300_000);

  // When a change is meant: npm run bench:costs -- --write
  it.each(Object.keys(expected).filter((key) => key !== instructions))(
    'is what bench/expected-costs.json says, for %s',
    (workload) => {
      expect({ ...counted[workload], synchronisations: 0 }).toEqual({ ...expected[workload], synchronisations: 0 });
    },
  );

  it.each(Object.keys(expected).filter((key) => key !== instructions))(
    'shares synchronisations, for %s',
    (workload) => {
      const count = counted[workload]?.['synchronisations'] ?? Infinity;
      expect(count).toBeLessThanOrEqual((expected[workload]?.['synchronisations'] ?? 0) * groupsOf(workload));
    },
  );

  it.each(['W1', 'W3'])('takes no more instructions than expected, within their noise, for %s', (workload) => {
    const count = counted[instructions]?.[workload] ?? 0;
    expect(count).toBeLessThan((expected[instructions]?.[workload] ?? 0) * (1 + NOISE));
  });

  it('is counted for every workload that is expected, and for no other', () => {
    const uncounted = instructions in counted ? [] : [instructions];
    expect([...Object.keys(counted), ...uncounted]).toEqual(Object.keys(expected));
  });
});
