/**
 * What ends a part of a story from outside: a cancellation, a deadline, a lost race. Thrown at a step or a wait, caught
 * by the word that caused it, retried by nobody. It never crosses a history.
 */
export abstract class Interruption extends Error {
  /** What the progress says of the step that it met. */
  abstract readonly outcome: string;
}
