/**
 * Asks the registry for known vulnerabilities of what is deployed. A registry that does not answer is not an answer: it
 * ends with an exit code of its own.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { stageManifests } from './package/manifests.mts';
import { verdictOf } from './package/audit-report.mts';

const usage = `Usage: npm run audit

Lists known vulnerabilities of the deployed packages.

  --help   show this text

Exits with 1 when one is high or critical, and with 3 when the registry does not tell.`;

const root = resolve(import.meta.dirname, '..');

function audit(): number {
  const staging = mkdtempSync(join(tmpdir(), 'audit-'));
  try {
    stageManifests(root, staging);
    const asked = ['audit', '--json', '--package-lock-only', '--loglevel=silent'];
    const { stdout } = spawnSync('npm', asked, { cwd: staging, encoding: 'utf8', shell: process.platform === 'win32' });
    const { exitCode, lines } = verdictOf(stdout);
    for (const line of lines) console.log(line);
    return exitCode;
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

const { values } = parseArgs({ options: { help: { type: 'boolean', default: false } } });
if (values.help) console.log(usage);
else process.exitCode = audit();
