/** Unmistakable values, at each place where a schema says that a text is personal or secret. */
import { z } from 'zod';
import { mapAnnotated, textFieldsOf } from './annotated-texts';

type Schema = z.core.$ZodType;

const MARK = /zqx\d+/i;
/** For formats that leave no room for a mark: a date, a country. Nothing else in these tests is like them. */
const RIGID = ['1901-02-03', 'ZQ'];
const ANY_MARK = /[zZ][qQ][xX]\d+|1901-02-03|\bZQ\b/g;
/** What stands where otherwise a person does, or what a person has written. */
const NOBODY = /^(system|rules|developer|erasure|cancelled|(cancelled|withdrawn)By[A-Z][a-z]+)$/;
/** What a service makes up is long enough to be no accident. */
const UNMISTAKABLE = 8;
const AROUND = 60;

export class Marks {
  #count = 0;
  readonly #known = new Set<string>();
  readonly #seen = new Set<string>();
  readonly #unmarked = new Set<string>();

  /** For what has no schema here, as the name of a person in a header. */
  next(text = ''): string {
    return `${text}zqx${++this.#count}`;
  }

  /** The value with a mark in each annotated text, of the same form. */
  in<Value>(schema: Schema, value: Value): Value {
    // Texts are replaced by texts, and nothing else changes.
    return mapAnnotated(schema, value, ({ schema: own, text }) => this.#fitting(own, text)) as Value;
  }

  /** The value with marks that no schema with a format takes. */
  spoiling(schema: Schema, value: object): object {
    // An object stays one.
    return mapAnnotated(schema, value, () => ` ${this.next()} ${'x'.repeat(300)}`) as object;
  }

  /** Remembers which annotated fields the value has, and looks for what a service has put there. */
  see(name: string, schema: Schema, value: unknown): void {
    mapAnnotated(schema, value, ({ path, text }) => {
      this.#seen.add(`${name}: ${path}`);
      if (!isMarked(text) && !NOBODY.test(text)) this.#take(`${name}: ${path}`, text);
      return text;
    });
  }

  unseen(name: string, schema: Schema): string[] {
    const marked = textFieldsOf(schema).filter(({ isMarked: counts }) => counts);
    return [...new Set(marked.map(({ path }) => `${name}: ${path}`))].filter((path) => !this.#seen.has(path));
  }

  /** Fields that had a value which is too common to be looked for. */
  get unmarked(): readonly string[] {
    return [...this.#unmarked];
  }

  /** Each mark in the text, with what stands around it. */
  foundIn(text: string): string[] {
    const marks = [...text.matchAll(ANY_MARK)].map(({ index }) => index);
    const madeUp = [...this.#known].map((each) => text.indexOf(each)).filter((index) => index >= 0);
    return [...marks, ...madeUp].map((index) => text.slice(Math.max(0, index - AROUND), index + AROUND));
  }

  #take(field: string, text: string): void {
    if (text.length < UNMISTAKABLE) this.#unmarked.add(`${field} = ${text}`);
    else this.#known.add(text);
  }

  #fitting(schema: Schema, text: string): string {
    const mark = this.next();
    const free = text.includes('@') ? [text.replace('@', `+${mark}@`)] : [`${text}+${mark}`];
    const candidates = [...free, ...free.map((each) => each.toUpperCase()), ...RIGID];
    const fitting = candidates.find((each) => z.safeParse(schema, each).success);
    if (fitting === undefined) throw new Error(`No mark fits what ${text} stands for.`);
    return fitting;
  }
}

function isMarked(text: string): boolean {
  return MARK.test(text) || RIGID.includes(text);
}
