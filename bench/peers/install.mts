/** Installs what the benchmark compares with, in the exact versions of the package.json beside this file. */
import { spawnSync } from 'node:child_process';

const args = ['install', '--no-package-lock', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
const { status } = spawnSync('npm', args, {
  cwd: import.meta.dirname,
  // The report goes to the standard output, and nothing else.
  stdio: ['ignore', 'ignore', 'inherit'],
  shell: process.platform === 'win32',
});
if (status !== 0) console.error('Not every peer could be installed: those that are missing are not measured.');
