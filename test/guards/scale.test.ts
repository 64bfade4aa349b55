import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { projectRoot } from './fixture-tree';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');

const simulate = (...args: readonly string[]) =>
  execFileSync(process.execPath, [join(projectRoot, 'scripts/simulate.mts'), ...args], { encoding: 'utf8' });

describe('docs/scale.md', () => {
  it('shows the tables and the picture that npm run simulate writes', () => {
    expect(simulate('--check')).toBe('');
  }, 120_000);

  it('says how long the histories of the processes are, as they were counted', () => {
    const events = z
      .array(z.object({ historyEvents: z.int() }))
      .parse(JSON.parse(read('scripts/simulate/process-costs.json')));
    const counts = events.map(({ historyEvents }) => historyEvents);
    expect(read('docs/scale.md')).toContain(`${Math.min(...counts)} to ${Math.max(...counts)} events for each process`);
  });

  it('counts what the processes cost on the embedded host', () => {
    expect(simulate('--check-count')).toBe('');
  }, 240_000);
});

describe('npm run simulate', () => {
  it('takes a process, a backend and workers', () => {
    const lines = simulate('--process', 'trip-booking', '--backend', 'scheduler-1', '--workers', '1')
      .trim()
      .split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[2]).toMatch(/^\| Scheduler, 1 unit \| +1 \| +21\.3 \|/);
  }, 60_000);

  it('shows a longer queue for a load with peaks', () => {
    const waitAtHalf = (profile: string) => {
      const [, , row = ''] = simulate('--backend', 'scheduler-consumption', '--profile', profile).split('\n');
      return Number(row.split('|')[5]?.replaceAll(',', ''));
    };
    expect(waitAtHalf('peak')).toBeGreaterThan(2 * waitAtHalf('even'));
  }, 60_000);

  it.each([['--backend', 'none'], ['--workers', '0'], ['--process', 'none'], ['--nonsense']])(
    'names what it does not know: %s %s',
    (...args) => {
      expect(() =>
        execFileSync(process.execPath, [join(projectRoot, 'scripts/simulate.mts'), ...args], { stdio: 'pipe' }),
      ).toThrow(args[0]);
    },
  );
});
