/** What the kernel has counted of a disk, whoever used it. Known on Linux only, and not for every file system. */
import { readFileSync, statSync } from 'node:fs';

export interface DiskUsage {
  readonly writtenBytes: number;
  /** How often it was told to keep what it has: what `fsync` and `fdatasync` end in. */
  readonly flushes: number;
}

const SECTOR_BYTES = 512;
const unknown: DiskUsage = { writtenBytes: NaN, flushes: NaN };

/** Of the disk that has the folder. */
export function diskUsage(folder: string): DiskUsage {
  const { dev } = statSync(folder);
  const [major, minor] = [(dev >> 8) & 0xfff, (dev & 0xff) | ((dev >> 12) & 0xfff00)];
  const fields = readStatistics()
    .map((line) => line.trim().split(/\s+/))
    .find(([first, second]) => first === String(major) && second === String(minor));
  if (!fields) return unknown;
  return { writtenBytes: Number(fields[9]) * SECTOR_BYTES, flushes: Number(fields[18]) };
}

function readStatistics(): readonly string[] {
  try {
    return readFileSync('/proc/diskstats', 'utf8').split('\n');
  } catch {
    return [];
  }
}
