import type { z } from 'zod';
import type { Records } from './records';

/** The typed entries of one kind: rows are parsed at this door. */
export class Collection<Schema extends z.ZodType> {
  readonly #records: Records;
  readonly #name: string;
  readonly #schema: Schema;

  constructor(records: Records, name: string, schema: Schema) {
    this.#records = records;
    this.#name = name;
    this.#schema = schema;
  }

  get(id: string): z.output<Schema> | undefined {
    const body = this.#records.read(this.#name, id);
    return body === undefined ? undefined : this.#schema.parse(body);
  }

  all(): readonly z.output<Schema>[] {
    return this.#records.readAll(this.#name).map((body) => this.#schema.parse(body));
  }

  /** With their ids. */
  entries(): readonly (readonly [string, z.output<Schema>])[] {
    return this.#records.readEntries(this.#name).map(([id, body]) => [id, this.#schema.parse(body)]);
  }

  put(id: string, entry: z.output<Schema>): void {
    this.#records.write(this.#name, id, entry);
  }

  /** Nothing of it stays in the file. */
  remove(id: string): void {
    this.#records.remove(this.#name, id);
  }
}
