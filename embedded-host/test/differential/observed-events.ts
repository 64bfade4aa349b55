/**
 * The events of a history in order, as text that both engines share: what was scheduled, and what it came to.
 * Ids are counted in order of scheduling, because one SDK counts from 0 and the other from 1.
 */
export class ObservedEvents {
  readonly lines: string[] = [];
  readonly #names = new Map<number, string>();

  scheduled(id: number, what: string): void {
    this.#names.set(id, `${this.#names.size + 1}`);
    this.lines.push(`${this.#nameOf(id)} ${what}`);
  }

  ended(id: number, how: string): void {
    this.lines.push(`${this.#nameOf(id)} ${how}`);
  }

  happened(what: string): void {
    this.lines.push(what);
  }

  #nameOf(id: number): string {
    return `#${this.#names.get(id) ?? '?'}`;
  }
}

/** JSON text in one spelling; nothing at all is null. */
export function payload(text: string | null | undefined): string {
  return text === null || text === undefined || text === '' ? 'null' : JSON.stringify(JSON.parse(text));
}

/** What a story or an activity threw; each SDK wraps it into sentences of its own. */
export function faultIn(text: string | null): string {
  return /\[fault: [^\]]*\]/.exec(text ?? '')?.[0] ?? `no fault in: ${text}`;
}
