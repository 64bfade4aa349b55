import type { Page } from './store';

/** Makes a page from `limit + 1` rows: the one too many only tells that there is a next page. */
export function pageOf<Row extends { readonly id: string }>(rows: readonly Row[], limit: number): Page<Row> {
  if (rows.length <= limit) return { rows };
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return last === undefined ? { rows: shown } : { rows: shown, next: last.id };
}
