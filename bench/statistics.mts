export function ascending(values: Iterable<number>): readonly number[] {
  return [...values].sort((a, b) => a - b);
}

/** Of values in ascending order; NaN without any. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

/** NaN without any. */
export function median(values: readonly number[]): number {
  const sorted = ascending(values);
  const half = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(half)] ?? NaN) + (sorted[Math.ceil(half)] ?? NaN)) / 2;
}
