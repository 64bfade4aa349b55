import type { LogLevel } from '../log';

interface Rule {
  readonly prefix: string;
  readonly suffix: string;
  readonly level: LogLevel;
}

/**
 * The rules of host.json's `logging.logLevel`: the one with the longest category that a name begins with wins, as in .NET
 * logging; a category may hold one `*`, and `default` is for whatever no other rule fits.
 */
export class LogFilter {
  readonly #rules: readonly Rule[];
  readonly #default: LogLevel;
  readonly #known = new Map<string, LogLevel>();

  constructor(levels: Readonly<Record<string, LogLevel>>) {
    const rules = Object.entries(levels).map(([category, level]) => ruleOf(category.toLowerCase(), level));
    this.#rules = rules.filter(({ prefix }) => prefix !== 'default').sort((one, other) => length(other) - length(one));
    this.#default = rules.find(({ prefix }) => prefix === 'default')?.level ?? 'information';
  }

  /** Least level that a category lets pass. */
  threshold(category: string): LogLevel {
    const known = this.#known.get(category);
    if (known) return known;
    const name = category.toLowerCase();
    const rule = this.#rules.find(({ prefix, suffix }) => name.startsWith(prefix) && name.endsWith(suffix));
    const level = rule?.level ?? this.#default;
    this.#known.set(category, level);
    return level;
  }
}

function ruleOf(category: string, level: LogLevel): Rule {
  const [prefix = '', suffix = ''] = category.split('*', 2);
  return { prefix, suffix, level };
}

function length({ prefix, suffix }: Rule): number {
  return prefix.length + suffix.length;
}
