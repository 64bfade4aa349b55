/** Waiting for a host in the real world: its clock cannot be skipped, so it is asked again until the patience ends. */
import { setTimeout as pause } from 'node:timers/promises';
import { target } from './target';

const RETRY_MS = 200;

/** The first answer that is one; undefined means not yet. */
export async function eventually<Answer>(
  what: string,
  look: () => Promise<Answer | undefined>,
  seen: () => unknown = () => undefined,
): Promise<Answer> {
  const deadline = performance.now() + target.waitMs;
  for (;;) {
    const answer = await look();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) {
      throw new Error(`Not within ${target.waitMs / 1000} s: ${what}. Last seen: ${JSON.stringify(seen())}`);
    }
    await pause(RETRY_MS);
  }
}
