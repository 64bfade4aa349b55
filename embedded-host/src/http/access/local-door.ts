/**
 * The way in for the app's own durable client, which has no key to show: a path that only this process knows. It is made
 * anew at each start and never leaves the process. (A second listener without keys, as the real host has one, would be open to
 * every user of the machine.)
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const SECRET_BYTES = 32;

export class LocalDoor {
  readonly path = `/${randomBytes(SECRET_BYTES).toString('base64url')}`;
  readonly #entered = new WeakSet<IncomingMessage>();

  /** The target without this path, if the request came by it. */
  enter(request: IncomingMessage, target: string): string {
    const { length } = this.path;
    const begin = Buffer.from(target.slice(0, length));
    const came = begin.length === length && timingSafeEqual(begin, Buffer.from(this.path)) && target[length] === '/';
    if (!came) return target;
    this.#entered.add(request);
    return target.slice(length);
  }

  hasEntered(request: IncomingMessage): boolean {
    return this.#entered.has(request);
  }
}
