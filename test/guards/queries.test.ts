import { describe, expect, it } from '@jest/globals';
import { dottedNamesIn } from '../../scripts/kql/dotted-names.mts';
import { analyse } from '../../scripts/kql/language.mts';
import { queryPaths, readQuery } from '../../scripts/kql/query-file.mts';
import { attribute } from '../../src/telemetry/contract';
import { messages } from '../../src/telemetry/messages';
import { instruments } from '../../src/telemetry/metrics';

/** Of Durable Functions' tracing V2: https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-diagnostics */
const sentByTheHost = [
  ...['durabletask.task.instance_id', 'durabletask.task.name', 'durabletask.task.status', 'otel.status_description'],
];

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
  expect(queries.filter(({ text }) => !/^(\/\/ .*\n)*\/\/ .*\?/.test(text)).map(({ path }) => path)).toEqual([]);
});

describe('what queries ask telemetry for by name', () => {
  const asked = queries.map(({ path, text, tree }) => ({ path, text, names: dottedNamesIn(tree) }));

  it('is defined by the app, or sent by the host', () => {
    const known: readonly string[] = [
      ...[...Object.values(attribute), ...Object.keys(instruments), ...Object.keys(messages)],
      ...sentByTheHost,
    ];
    const unknown = asked.flatMap(({ path, names }) =>
      names.filter((name) => !known.includes(name)).map((name) => ({ path, name })),
    );
    expect(asked.flatMap(({ names }) => names).length).toBeGreaterThan(100);
    expect(unknown).toEqual([]);
  });

  it('arrives: the exporter of Azure Monitor keeps error.type of spans and logs to itself', () => {
    const others = asked.filter(({ names, text }) => names.includes('error.type') && /App(?!Metrics)[A-Z]/.test(text));
    expect(others.map(({ path }) => path)).toEqual([]);
  });
});
