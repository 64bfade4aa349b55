/** Random numbers that come again with the same seed: CRASH_SEED=<seed> runs a crash test again as it was. */
import { randomInt } from 'node:crypto';

const given = process.env['CRASH_SEED'];

/** Belongs into the name of a test, so that a failure tells it. */
export const seed = given === undefined ? randomInt(1_000_000) : Number(given);

export class Chance {
  #state: number;

  constructor(start: number) {
    this.#state = start;
  }

  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number {
    return least + Math.floor(this.#next() * (most - least + 1));
  }

  /** From 0 to below 1: the generator "mulberry32". */
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}
