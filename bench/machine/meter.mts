/** Watches a stretch of work: what it took, and what everybody else took meanwhile. */
import { cpus } from 'node:os';
import { diskUsage } from './disk.mts';
import { ownMemoryMb, usageOf } from './processes.mts';

export interface Observed {
  /** On the disk that is written. */
  readonly folder: string;
  /** Processes that work for this one. */
  readonly helpers: () => readonly number[];
}

export interface Reading {
  readonly cpuMs: number;
  /** The own process at its largest, and the others at the end. */
  readonly memoryMb: number;
  readonly writtenBytes: number;
  /** How often the disk was told to keep what it has. */
  readonly flushes: number;
  /** Share of one core that others took. */
  readonly othersShare: number;
}

const SAMPLE_MS = 100;

/** Begins now; the function that it returns ends it. */
export function startMeter({ folder, helpers }: Observed): () => Reading {
  const from = performance.now();
  const before = { ...usageOf(helpers()), ...diskUsage(folder), busyMs: machineBusyMs() };
  let peakMb = ownMemoryMb();
  const sampling = setInterval(() => (peakMb = Math.max(peakMb, ownMemoryMb())), SAMPLE_MS);
  return () => {
    clearInterval(sampling);
    const after = { ...usageOf(helpers()), ...diskUsage(folder) };
    const cpuMs = after.cpuMs - before.cpuMs;
    const othersMs = machineBusyMs() - before.busyMs - cpuMs;
    return {
      cpuMs,
      memoryMb: after.memoryMb + Math.max(0, peakMb - ownMemoryMb()),
      writtenBytes: after.writtenBytes - before.writtenBytes,
      flushes: after.flushes - before.flushes,
      othersShare: Math.max(0, othersMs / (performance.now() - from)),
    };
  };
}

function machineBusyMs(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
}
