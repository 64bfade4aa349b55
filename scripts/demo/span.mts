const units = [
  { name: 'days', ms: 86_400_000 },
  { name: 'hours', ms: 3_600_000 },
  { name: 'minutes', ms: 60_000 },
] as const;

/** A length of time in the largest unit of which there are two: `3 days`, `4.0 s`. */
export function span(ms: number): string {
  const unit = units.find((each) => ms > 1.9 * each.ms);
  return unit === undefined ? `${(Math.max(0, ms) / 1000).toFixed(1)} s` : `${Math.round(ms / unit.ms)} ${unit.name}`;
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
