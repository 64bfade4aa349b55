import { describe, expect, it } from '@jest/globals';
import { dottedNamesIn } from '../../scripts/kql/dotted-names.mts';
import { analyse } from '../../scripts/kql/language.mts';
import { runQuery } from '../../scripts/kql/evaluate/query.mts';
import { textOf } from '../../scripts/kql/evaluate/values.mts';
import { filledIn, queryPaths, readQuery } from '../../scripts/kql/query-file.mts';
import { readRecorded } from '../../scripts/kql/recorded.mts';
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

describe('on the telemetry of five processes', () => {
  const recorded = readRecorded();
  const run = (path: string, values: Readonly<Record<string, string>> = {}) =>
    runQuery(filledIn(readQuery(path), { Process: '*', Grain: '00:00:10', Instance: '', ...values }), recorded);

  it.each(queryPaths().filter((path) => !path.startsWith('parameters/')))('%s can be run', (path) => {
    expect(Array.isArray(run(path))).toBe(true);
  });

  it('every process of the demo has begun, and ended in more than one way', () => {
    const outcomes = run('process-overview/outcomes.kql');
    const names = new Set(outcomes.map(({ name }) => name));
    const expected = ['purchase', 'account-opening', 'onboarding', 'back-office-case', 'trip-booking'];
    expect([...names]).toEqual(expect.arrayContaining(expected));
    expect(outcomes.filter(({ name }) => name === 'purchase').length).toBeGreaterThan(2);
  });

  it('the story of an instance is one tree, from the request that started it to its last step', () => {
    const [retried] = run('process-overview/instances.kql', { Process: 'purchase' })
      .map(({ instance }) => run('instance-story/waterfall.kql', { Instance: textOf(instance ?? null) }))
      .filter((spans) => spans.filter(({ Success }) => Success === false).length > 3);
    const names = retried?.map(({ Name }) => Name) ?? [];
    expect(names).toEqual(
      expect.arrayContaining(['start-purchase', 'orchestration:purchase', 'orchestration:purchase:timer']),
    );
  });

  it('a step that failed on the way shows its attempts and its reason', () => {
    expect(run('errors-and-compensations/failing-steps.kql').map(({ step }) => step)).toContain('payments.authorize');
    expect(run('errors-and-compensations/failures-by-reason.kql').map(({ reason }) => reason)).toContain(
      'service.unavailable',
    );
  });

  it('everything that Durable Functions is asked for by name was sent by the host', () => {
    const rows = Object.values(recorded.tables).flat();
    const sent = new Set(rows.flatMap(({ Properties }) => Object.keys(Properties ?? {})));
    expect(sentByTheHost.filter((name) => name.startsWith('durabletask.') && !sent.has(name))).toEqual([]);
  });
});
