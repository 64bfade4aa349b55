import { describe, expect, it } from '@jest/globals';
import { runQuery } from '../../../scripts/kql/evaluate/query.mts';
import type { Row } from '../../../scripts/kql/evaluate/values.mts';

const minute = (number: number) => new Date(Date.UTC(2026, 0, 5, 9, number));

const metric = (name: string, at: number, value: number, properties: Readonly<Record<string, string>> = {}): Row => ({
  ...{ Name: name, TimeGenerated: minute(at), Sum: value, Max: value, ItemCount: 1, Properties: properties },
});

const request = (name: string, at: number, milliseconds: number, others: Row = {}): Row => ({
  ...{ Name: name, TimeGenerated: minute(at), DurationMs: milliseconds, ItemCount: 1, Success: true, ...others },
});

const tables = {
  AppMetrics: [
    metric('ended', 1, 2, { process: 'purchase', outcome: 'fulfilled' }),
    metric('ended', 2, 1, { process: 'purchase', outcome: 'rejected' }),
    metric('ended', 7, 4, { process: 'transfer', outcome: 'done' }),
    metric('started', 8, 9),
  ],
  AppRequests: [
    request('activity:pay', 1, 10, { Id: 'a', ParentId: 'x', OperationId: 'one' }),
    request('Activity:ship', 2, 30, { Id: 'b', ParentId: 'y', OperationId: 'one', Success: false }),
    request('orchestration:purchase', 0, 100, { Id: 'c', OperationId: 'two', ItemCount: 8 }),
  ],
  AppDependencies: [request('activity:pay', 0, 60, { Id: 'x' })],
};

const run = (query: string) => runQuery(query, { now: minute(10), tables });

describe('the interpreter of queries', () => {
  it('filters, names and groups rows', () => {
    expect(
      run(`AppMetrics
        | where Name == 'ended' and tostring(Properties['process']) in ('purchase', 'transfer')
        | summarize amount = sum(Sum), kinds = count() by process = tostring(Properties['process'])
        | order by amount asc`),
    ).toEqual([
      { process: 'purchase', amount: 3, kinds: 2 },
      { process: 'transfer', amount: 4, kinds: 1 },
    ]);
  });

  it('puts moments into intervals', () => {
    expect(run(`AppMetrics | summarize sum_ = sum(Sum) by at = bin(TimeGenerated, totimespan('00:05:00'))`)).toEqual([
      { at: minute(0), sum_: 3 },
      { at: minute(5), sum_: 13 },
    ]);
  });

  it('counts back from now', () => {
    expect(run('AppMetrics | where TimeGenerated > ago(4m) | project Name')).toEqual([
      { Name: 'ended' },
      { Name: 'started' },
    ]);
  });

  it('gives null for what is missing, and neither finds nor counts it', () => {
    expect(
      run(`AppMetrics | summarize none = maxif(Max, Name == 'paused'), sum_ = sumif(Sum, Name == 'paused')`),
    ).toEqual([{ none: null, sum_: 0 }]);
    expect(run(`AppRequests | where ParentId != 'x' | project Id`)).toEqual([{ Id: 'b' }]);
    expect(run(`AppRequests | where isempty(tostring(Properties['process'])) | summarize n = count()`)).toEqual([
      { n: 3 },
    ]);
  });

  it('weighs percentiles by how many items a sample stands for', () => {
    expect(
      run(`AppRequests
        | summarize p50 = percentilew(DurationMs, ItemCount, 50), plain = percentile(DurationMs, 50)`),
    ).toEqual([{ p50: 100, plain: 30 }]);
  });

  it('compares beginnings without regard to case, and names with it', () => {
    expect(run(`AppRequests | where Name startswith 'activity:' | project Id`)).toEqual([{ Id: 'a' }, { Id: 'b' }]);
    expect(run(`AppRequests | where Name == 'activity:ship' | project Id`)).toEqual([]);
  });

  it('joins a span with its parent', () => {
    expect(
      run(`AppDependencies
        | project Id, scheduled = TimeGenerated
        | join kind=inner (AppRequests | project ParentId, begun = TimeGenerated) on $left.Id == $right.ParentId
        | project Id, waitedMs = (begun - scheduled) / 1ms`),
    ).toEqual([{ Id: 'x', waitedMs: 60_000 }]);
  });

  it('keeps what let has named: a value, a table, a single value of a table', () => {
    expect(
      run(`let least = 20;
        let slow = AppRequests | where DurationMs > least | distinct OperationId;
        let begin = toscalar(AppRequests | summarize min(TimeGenerated));
        union AppRequests, AppDependencies
        | where OperationId in (slow)
        | project Id, afterMs = (TimeGenerated - begin) / 1m`),
    ).toEqual([
      { Id: 'a', afterMs: 1 },
      { Id: 'b', afterMs: 2 },
      { Id: 'c', afterMs: 0 },
    ]);
  });

  it('divides whole numbers to whole numbers', () => {
    expect(run('AppRequests | where Id == "b" | project whole = ItemCount / 2, real = DurationMs / 20')).toEqual([
      { whole: 0, real: 1.5 },
    ]);
  });

  it.each([
    ['an operator', 'AppRequests | sample 1', /operator "sample 1"/],
    ['a function', 'AppRequests | extend x = toupper(Name)', /function toupper/],
    ['a kind of join', 'AppRequests | join kind=leftouter (AppDependencies) on Id', /join/],
    ['an expression', 'AppRequests | where Name between (1 .. 2)', /BetweenExpression/],
  ])('refuses %s that it does not know', (_, query, message) => {
    expect(() => run(query)).toThrow(message);
  });
});
