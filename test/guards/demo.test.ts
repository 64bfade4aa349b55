import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from './fixture-tree';

async function demo(...args: readonly string[]) {
  const child = spawn(process.execPath, ['scripts/demo.mts', ...args], { cwd: projectRoot });
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { output, errors, exitCode: child.exitCode };
}

/** The port of nobody: discarded by every machine that is asked. */
const nobody = 'http://127.0.0.1:9';

describe('the demo', () => {
  it('sees every order end as it has to, on a host of its own', async () => {
    const { output, exitCode } = await demo('--own');
    expect(output).toMatch(/(\d+) of \1 orders ended as they had to\.\n$/);
    expect(exitCode).toBe(0);
  }, 300_000);

  it('fails with one sentence when no host serves the app', async () => {
    expect(await demo('--url', nobody)).toEqual({
      output: '',
      errors: `No host serves the app at ${nobody}. Start one with: npm start\n`,
      exitCode: 1,
    });
  });

  it('says how it is used', async () => {
    const { output, exitCode } = await demo('--help');
    expect(output).toContain('Usage: npm run demo');
    expect(exitCode).toBe(0);
  });
});
