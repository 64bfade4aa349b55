/** Calls of curl as documents show them, and the shortened answers below. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Place {
  /** Where the document says that the app is. */
  readonly url: string;
  /** Where its reader is. */
  readonly folder: string;
}

/** The request of `curl [-d <body> | -d @<file>] [-H <header>]… <url>`; refuses what it does not know. */
export function callOf(command: string, { url, folder }: Place): { readonly path: string; readonly init: RequestInit } {
  const words = Array.from(command.matchAll(/'([^']*)'|(\S+)/g), ([, quoted, plain]) => quoted ?? plain ?? '').slice(1);
  const headers = new Headers();
  let body: string | undefined;
  let path: string | undefined;
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === '-H') headers.append(...headerOf(words.shift() ?? ''));
    else if (word === '-d') body = bodyOf(words.shift() ?? '', folder);
    else if (word.startsWith(url)) path = word.slice(url.length);
    else throw new Error(`The reader of a document does not know what ${word} means.`);
  }
  if (path === undefined) throw new Error(`No URL of the app in ${command}`);
  return { path, init: body === undefined ? { headers } : { method: 'POST', headers, body } };
}

function headerOf(text: string): [name: string, value: string] {
  const [name = '', ...value] = text.split(':');
  return [name, value.join(':').trim()];
}

function bodyOf(text: string, folder: string): string {
  return text.startsWith('@') ? readFileSync(join(folder, text.slice(1)), 'utf8') : text;
}

/** Whether `shown` is `real` with members and list items left out; times and random ids may differ. */
export function isShortened(shown: unknown, real: unknown): boolean {
  if (typeof shown === 'string' && typeof real === 'string') return timeless(shown) === timeless(real);
  if (typeof shown !== 'object' || typeof real !== 'object' || shown === null || real === null) return shown === real;
  if (Array.isArray(shown)) return Array.isArray(real) && isPartOf(shown, real);
  const members = new Map<string, unknown>(Object.entries(real));
  return Object.entries(shown).every(([name, value]) => members.has(name) && isShortened(value, members.get(name)));
}

/** In the same order, perhaps with others between. */
function isPartOf(shown: readonly unknown[], real: readonly unknown[]): boolean {
  let next = 0;
  for (const item of real) if (next < shown.length && isShortened(shown[next], item)) next += 1;
  return next === shown.length;
}

function timeless(text: string): string {
  return text
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>');
}
