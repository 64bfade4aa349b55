import type { RuntimeStatus } from '../../store/store';

const reached: readonly RuntimeStatus[] = ['Pending', 'Running', 'Suspended', 'Completed', 'Failed', 'Terminated'];
/** Names of the real host that no instance of this host ever has: asked for alone, they match nothing. */
const neverReached = ['ContinuedAsNew', 'Canceled'];

/** Query parameters whose names ignore case. What does not parse counts as absent, as on the real host. */
export class Query {
  readonly #values = new Map<string, string[]>();

  constructor(parameters: URLSearchParams) {
    for (const [name, value] of parameters) {
      const key = name.toLowerCase();
      this.#values.set(key, [...(this.#values.get(key) ?? []), value]);
    }
  }

  text(name: string): string | undefined {
    return this.#values.get(name.toLowerCase())?.[0];
  }

  flag(name: string, whenAbsent: boolean): boolean {
    const value = this.text(name)?.toLowerCase();
    return value === 'true' ? true : value === 'false' ? false : whenAbsent;
  }

  /** A whole number above 0. */
  count(name: string): number | undefined {
    const value = this.text(name) ?? '';
    return /^\d+$/.test(value) && Number(value) > 0 ? Number(value) : undefined;
  }

  /** A span of seconds in milliseconds. */
  secondsAsMs(name: string): number | undefined {
    const value = this.text(name);
    const seconds = Number(value);
    return value === undefined || value === '' || !Number.isFinite(seconds) ? undefined : seconds * 1000;
  }

  /** Milliseconds since the epoch. */
  time(name: string): number | undefined {
    const time = Date.parse(this.text(name) ?? '');
    return Number.isNaN(time) ? undefined : time;
  }

  /** `a,b` or repeated. Undefined when no status is named that exists; then nothing is filtered, as on the real host. */
  statuses(name: string): RuntimeStatus[] | undefined {
    const values = this.#values.get(name.toLowerCase()) ?? [];
    const named = new Set(values.flatMap((value) => value.toLowerCase().split(',')).map((value) => value.trim()));
    const isNamed = (status: string): boolean => named.has(status.toLowerCase());
    return [...reached, ...neverReached].some(isNamed) ? reached.filter(isNamed) : undefined;
  }
}
