/** A queue with some servers before it: who comes first is served first. */
interface Waiting {
  readonly since: number;
  readonly serve: (waited: number) => void;
}

export class Station {
  #free: number;
  #waiting: Waiting[] = [];
  #head = 0;

  constructor(servers: number) {
    this.#free = servers;
  }

  /** `serve` is called as soon as a server is free, with how long that took. */
  enter(now: number, serve: Waiting['serve']): void {
    if (this.#free === 0) {
      this.#waiting.push({ since: now, serve });
      return;
    }
    this.#free -= 1;
    serve(0);
  }

  /** A server is free again. */
  leave(now: number): void {
    const next = this.#waiting[this.#head];
    if (next === undefined) {
      this.#free += 1;
      return;
    }
    this.#head += 1;
    if (this.#head > 10_000) this.#forgetServed();
    next.serve(now - next.since);
  }

  #forgetServed(): void {
    this.#waiting = this.#waiting.slice(this.#head);
    this.#head = 0;
  }
}
