/** What processes have taken so far. Outside Linux only the own process can be asked. */
import { readdirSync, readFileSync } from 'node:fs';

const TICK_MS = 10;
const MIB = 2 ** 20;

export interface Usage {
  readonly cpuMs: number;
  readonly memoryMb: number;
}

/** Of this process and of others that work for it. */
export function usageOf(others: readonly number[]): Usage {
  const { user, system } = process.cpuUsage();
  const own = { cpuMs: (user + system) / 1_000, memoryMb: ownMemoryMb() };
  return others.map(usageOfOther).reduce(sum, own);
}

export function ownMemoryMb(): number {
  return process.memoryUsage.rss() / MIB;
}

export function usageOfOther(pid: number): Usage {
  const [user = '0', system = '0'] = statOf(pid).slice(11, 13);
  return {
    cpuMs: (Number(user) + Number(system)) * TICK_MS,
    // Shared pages, as those of PostgreSQL, count once.
    memoryMb: numberIn(read(`/proc/${pid}/smaps_rollup`), /^Pss:\s+(\d+)/m) / 1_024,
  };
}

function sum(a: Usage, b: Usage): Usage {
  return { cpuMs: a.cpuMs + b.cpuMs, memoryMb: a.memoryMb + b.memoryMb };
}

/** A process and everything that it has started. */
export function familyOf(pid: number): readonly number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ child: Number(name), parent: Number(statOf(Number(name))[1]) }));
  const family = [pid];
  // It grows while it is walked: children of children come later.
  for (const member of family) {
    family.push(...parents.filter(({ parent }) => parent === member).map(({ child }) => child));
  }
  return family;
}

/** The fields behind the name of the program: that one may contain anything. */
function statOf(pid: number): readonly string[] {
  const text = read(`/proc/${pid}/stat`);
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function numberIn(text: string, pattern: RegExp): number {
  return Number(pattern.exec(text)?.[1] ?? 0);
}

/** Empty for a process that has ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
