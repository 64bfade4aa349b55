/** The host's log: one line per event, with level, function name and invocation id. */
export const logLevels = ['trace', 'debug', 'information', 'warning', 'error', 'critical', 'none'] as const;

export type LogLevel = (typeof logLevels)[number];

export interface LogAbout {
  readonly functionName?: string;
  readonly invocationId?: string;
}

export interface LogEntry extends LogAbout {
  readonly level: LogLevel;
  readonly message: string;
}

export interface Log {
  /** Whatever the level: the caller has decided that it belongs into the log. The others are filtered. */
  write(entry: LogEntry): void;
  debug(message: string, about?: LogAbout): void;
  info(message: string, about?: LogAbout): void;
  warn(message: string, about?: LogAbout): void;
  error(message: string, about?: LogAbout): void;
}

export interface LineLogOptions {
  /** Receives each line, without the line break. */
  readonly print: (line: string) => void;
  /** What the host itself says below this level is dropped; `information` unless told otherwise. */
  readonly threshold?: LogLevel;
}

export class LineLog implements Log {
  readonly #print: (line: string) => void;
  readonly #threshold: LogLevel;

  constructor(options: LineLogOptions) {
    this.#print = options.print;
    this.#threshold = options.threshold ?? 'information';
  }

  write(entry: LogEntry): void {
    this.#print(lineOf(entry));
  }

  debug(message: string, about: LogAbout = {}): void {
    this.#filtered({ level: 'debug', message, ...about });
  }

  info(message: string, about: LogAbout = {}): void {
    this.#filtered({ level: 'information', message, ...about });
  }

  warn(message: string, about: LogAbout = {}): void {
    this.#filtered({ level: 'warning', message, ...about });
  }

  error(message: string, about: LogAbout = {}): void {
    this.#filtered({ level: 'error', message, ...about });
  }

  #filtered(entry: LogEntry): void {
    if (reaches(entry.level, this.#threshold)) this.write(entry);
  }
}

/** A log that drops everything, for tests that do not look at it. */
export const silentLog: Log = new LineLog({ print: () => undefined });

/** A message of a library: of interest to a user only if something is wrong. */
export function logSystem(log: Log, { level, message, ...about }: LogEntry): void {
  if (level === 'error' || level === 'critical') log.error(message, about);
  else if (level === 'warning') log.warn(message, about);
  else log.debug(message, about);
}

/** `none` as a threshold lets nothing pass; as a level it is never written. */
export function reaches(level: LogLevel, threshold: LogLevel): boolean {
  return threshold !== 'none' && level !== 'none' && logLevels.indexOf(level) >= logLevels.indexOf(threshold);
}

const shortLevel: Record<LogLevel, string> = {
  trace: 'trace',
  debug: 'debug',
  information: 'info ',
  warning: 'warn ',
  error: 'error',
  critical: 'fatal',
  none: '     ',
};

function lineOf(entry: LogEntry): string {
  const parts = [new Date().toISOString(), shortLevel[entry.level]];
  if (entry.functionName !== undefined) parts.push(entry.functionName);
  if (entry.invocationId !== undefined) parts.push(`[${entry.invocationId}]`);
  // Line breaks are folded: an event that spans lines cannot be searched or counted.
  parts.push(
    entry.message
      .split('\n')
      .map((line) => line.trim())
      .join(' | ')
      // What a terminal would obey, or show as another line, is what somebody else has written into a message.
      .replace(/\p{Cc}+/gu, ' '),
  );
  return parts.join(' ');
}
