/** A PostgreSQL of Debian for one run: created, started and stopped here. */
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { familyOf } from '../machine/processes.mts';

const PORT = 54_329;
const PACKAGES = '/usr/lib/postgresql';

export interface Postgres {
  readonly url: string;
  readonly version: string;
  readonly processes: () => readonly number[];
  readonly stop: () => void;
}

export function startPostgres(): Postgres {
  const { version, programs } = newestPackage();
  // Not in the folder of the run: the user `postgres` may not look into that one.
  const folder = mkdtempSync(join(tmpdir(), 'bench-postgres-'));
  const owner = asOtherUser() ? userId('postgres') : undefined;
  if (owner !== undefined) chownSync(folder, owner, owner);
  chmodSync(folder, 0o700);
  run(join(programs, 'initdb'), ['-D', folder, '-A', 'trust', '-U', 'postgres', '--no-instructions']);
  const options = `-p ${PORT} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder}`;
  const control = join(programs, 'pg_ctl');
  run(control, ['-D', folder, '-w', '-l', join(folder, 'log'), '-o', options, 'start']);
  const [master = ''] = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
  const stop = () => {
    if (!existsSync(folder)) return;
    run(control, ['-D', folder, '-m', 'immediate', 'stop']);
    rmSync(folder, { recursive: true, force: true });
  };
  process.on('exit', stop);
  const url = `postgresql://postgres@127.0.0.1:${PORT}/bench`;
  return { url, version, processes: () => familyOf(Number(master)), stop };
}

function newestPackage(): { readonly version: string; readonly programs: string } {
  const versions = existsSync(PACKAGES) ? readdirSync(PACKAGES).sort((a, b) => Number(a) - Number(b)) : [];
  const version = versions.at(-1);
  if (version === undefined) throw new Error('PostgreSQL is not installed: apt-get install postgresql');
  return { version, programs: join(PACKAGES, version, 'bin') };
}

/** PostgreSQL refuses to run as root. */
function asOtherUser(): boolean {
  return process.getuid?.() === 0;
}

function userId(name: string): number {
  return Number(spawnSync('id', ['-u', name], { encoding: 'utf8' }).stdout);
}

function run(program: string, args: readonly string[]): void {
  const command = asOtherUser() ? ['runuser', '-u', 'postgres', '--', program] : [program];
  const { status, stderr } = spawnSync(command[0] ?? program, [...command.slice(1), ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: '/',
  });
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
}
