/**
 * The clock port: the only way the host learns the time or waits for it.
 *
 * Two forms: `SystemClock` for a running host, `VirtualClock` for tests, where time moves only when it is told to.
 */
export interface Clock {
  /** Milliseconds since the Unix epoch; never goes back, even when the machine's clock does. */
  now(): number;
  /** Calls `ring` once, as soon as `now() >= at` and never before; any distance is allowed (also > 24.8 days). */
  alarm(at: number, ring: () => void): Alarm;
}

export interface Alarm {
  /** After this, `ring` is not called any more; harmless when it already rang. */
  cancel(): void;
}
