/** What the figures were measured on. */
import { closeSync, fdatasyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { ascending, percentile } from '../statistics.mts';

const SYNCS = 300;
const PAGE = Buffer.alloc(4_096, 1);
const require = createRequire(import.meta.url);
const Manifest = z.object({ version: z.string() });

export interface Machine {
  readonly lines: string[];
  readonly synchronisationMs: number;
}

export function describeMachine(folder: string): Machine {
  const [cpu] = cpus();
  const gib = Math.round(totalmem() / 2 ** 30);
  const times = syncTimes(folder);
  const ms = (share: number) => percentile(times, share).toFixed(2);
  const lines = [
    `${cpus().length} cores ${cpu?.model.trim() ?? 'of an unknown kind'}, ${gib} GiB, ${type()} ${release()}`,
    `Node.js ${process.versions.node}, SQLite ${process.versions['sqlite'] ?? 'unknown'}, ${versions()}`,
    `a synchronised write of 4 KiB to this disk: median ${ms(0.5)} ms, p95 ${ms(0.95)} ms, p99 ${ms(0.99)} ms`,
  ];
  return { lines, synchronisationMs: percentile(times, 0.5) };
}

function versions(): string {
  const names = ['durable-functions', '@azure/functions'];
  return names.map((name) => `${name} ${Manifest.parse(require(`${name}/package.json`)).version}`).join(', ');
}

/** Ascending. */
function syncTimes(folder: string): readonly number[] {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'sync-probe');
  const file = openSync(path, 'w');
  const times = Array.from({ length: SYNCS }, () => {
    const from = performance.now();
    writeSync(file, PAGE);
    fdatasyncSync(file);
    return performance.now() - from;
  });
  closeSync(file);
  rmSync(path);
  return ascending(times);
}
