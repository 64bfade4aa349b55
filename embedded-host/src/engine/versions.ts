/**
 * Which instances this host runs, by their version (`defaultVersion`, `versionMatchStrategy` and
 * `versionFailureStrategy` of host.json), with the comparison of the Durable Task Framework (`VersioningSettings`).
 *
 * Guarded by `embedded-host/test/engine/versions.test.ts`.
 */
export type VersionMatch = 'None' | 'Strict' | 'CurrentOrOlder';

interface VersionSettings {
  readonly defaultVersion: string | null;
  readonly versionMatch: VersionMatch;
}

/** Why an instance of this version is not for this host; null when it is. An app without a version runs them all. */
export function versionMismatch(version: string | null, { defaultVersion, versionMatch }: VersionSettings) {
  if (defaultVersion === null || defaultVersion === '' || versionMatch === 'None') return null;
  const order = compareVersions(version ?? '', defaultVersion);
  if (versionMatch === 'Strict' ? order === 0 : order <= 0) return null;
  return (
    `VersionMismatch: Orchestration version did not comply with Worker Versioning: the instance has version ` +
    `'${version ?? ''}', this host '${defaultVersion}' (versionMatchStrategy ${versionMatch}).`
  );
}

/** Below 0 when the first is older. None is oldest; numbers with dots compare as such, all else as text. */
export function compareVersions(one: string, other: string): number {
  if (one.trim() === '' || other.trim() === '') return Number(one.trim() !== '') - Number(other.trim() !== '');
  const [first, second] = [numbersOf(one), numbersOf(other)];
  return first && second ? compareNumbers(first, second) : compareTexts(one.toLowerCase(), other.toLowerCase());
}

/** Two to four whole numbers, as .NET's `Version` reads them. */
function numbersOf(version: string): readonly number[] | undefined {
  return /^\d+(\.\d+){1,3}$/.test(version.trim()) ? version.trim().split('.').map(Number) : undefined;
}

function compareNumbers(one: readonly number[], other: readonly number[]): number {
  for (let index = 0; index < Math.max(one.length, other.length); index++) {
    // A part that is left out is older than 0.
    const difference = (one[index] ?? -1) - (other[index] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareTexts(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
