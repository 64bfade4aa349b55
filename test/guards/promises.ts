import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './fixture-tree';

/** The comment that a module begins with. */
export function headOf(path: string): string {
  const text = readFileSync(join(projectRoot, path), 'utf8');
  return text.startsWith('/**') ? text.slice(0, text.indexOf('*/')) : '';
}

/** `A1–A3`, as a module numbers what it promises in its head; undefined when it promises nothing. */
export function promisesOf(path: string): string | undefined {
  const numbers = Array.from(headOf(path).matchAll(/^ \* (?:- )?([A-Z])(\d+) /gm), ([, letter = '', digits]) => ({
    letter,
    number: Number(digits),
  })).sort((one, other) => one.number - other.number);
  const [first] = numbers;
  const last = numbers.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const from = `${first.letter}${first.number}`;
  return first.number === last.number ? from : `${from}–${last.letter}${last.number}`;
}
