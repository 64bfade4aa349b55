import { setTimeout as pause } from 'node:timers/promises';

export interface Patience {
  readonly withinMs: number;
  readonly everyMs: number;
}

/** What an entity or an instance does is seen only by looking again: local hosts take milliseconds, Azure seconds. */
export const patience: Patience = { withinMs: 10_000, everyMs: 20 };

/** The first value that is found, or undefined when the patience is over. */
export async function poll<Value>(
  look: () => Promise<Value | undefined>,
  { withinMs, everyMs }: Patience,
): Promise<Value | undefined> {
  const end = performance.now() + withinMs;
  for (;;) {
    const value = await look();
    if (value !== undefined || performance.now() >= end) return value;
    await pause(everyMs);
  }
}
