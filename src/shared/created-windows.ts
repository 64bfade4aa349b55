/**
 * Spans of created time, newest first, by which instances are asked for when the host can neither sort nor limit its
 * answer: a narrow span first, wider ones while little is found, narrower ones when much is.
 */
import { DAY_MS, MINUTE_MS, SECOND_MS } from './durations';

/** From `from` on and before `before`, or without an end; whole seconds, because the host tells no finer time. */
export interface CreatedWindow {
  readonly from: number;
  readonly before: number | undefined;
}

const FIRST_WIDTH_MS = MINUTE_MS;
const GROWTH = 4;
/** Without a limit, a quiet year would be followed by a span of years, however much happened in them. */
const MAX_WIDTH_MS = 30 * DAY_MS;
/** How many instances a span is meant to hold. */
const AIM = 200;

interface Span {
  readonly from: number;
  readonly before: number | undefined;
  /** What an open end is reckoned from. */
  readonly now: number;
  readonly maxWidthMs?: number;
}

export class CreatedWindows {
  readonly #from: number;
  readonly #now: number;
  readonly #maxWidth: number;
  #before: number | undefined;
  #width = FIRST_WIDTH_MS;

  constructor({ from, before, now, maxWidthMs = MAX_WIDTH_MS }: Span) {
    this.#maxWidth = maxWidthMs;
    this.#from = wholeSecond(from);
    this.#now = now;
    this.#before = before === undefined ? undefined : wholeSecond(before);
  }

  /** The next older one; undefined when `from` is reached. */
  next(): CreatedWindow | undefined {
    const before = this.#before;
    if (before !== undefined && before <= this.#from) return undefined;
    const from = Math.max(this.#from, wholeSecond((before ?? this.#now) - this.#width));
    this.#before = from;
    return { from, before };
  }

  /** Tells how many instances the latest span held. */
  held(count: number): void {
    const fit = count === 0 ? GROWTH : Math.min(GROWTH, AIM / count);
    this.#width = Math.min(this.#maxWidth, Math.max(SECOND_MS, this.#width * fit));
  }
}

function wholeSecond(time: number): number {
  return Math.floor(time / SECOND_MS) * SECOND_MS;
}
