import { describe, expect, it } from '@jest/globals';
import { analyse } from '../../scripts/kql/language.mts';
import { queryPaths, readQuery } from '../../scripts/kql/query-file.mts';

const queries = queryPaths().map((path) => ({ path, text: readQuery(path), ...analyse(readQuery(path)) }));

describe("Kusto's own parser and binder", () => {
  it('has nothing to say about any query', () => {
    expect(queries.length).toBeGreaterThan(40);
    const found = queries.flatMap(({ path, diagnostics }) => diagnostics.map((each) => ({ path, ...each })));
    expect(found).toEqual([]);
  });

  it('knows what each query answers', () => {
    expect(queries.filter(({ columns }) => columns.length === 0)).toEqual([]);
  });

  it.each([
    ['a table that is not there', 'AppRequest | take 1', /AppRequest/],
    ['a column of another table', 'AppMetrics | where DurationMs > 1', /DurationMs/],
    ['a value of the wrong type', "AppRequests | where DurationMs > 'long'", /type/],
    ['a sentence that does not end', 'AppRequests | summarize count( by Name', /./],
  ])('finds %s', (_, query, message) => {
    const { diagnostics } = analyse(query);
    expect(diagnostics.map((each) => each.message).join('\n')).toMatch(message);
  });
});

it('each query begins with what it answers, and for whom', () => {
  expect(queries.filter(({ text }) => !/^\/\/ .*\?.*\n/.test(text)).map(({ path }) => path)).toEqual([]);
});
