import { describe, expect, it } from '@jest/globals';
import { rowsOfItem } from '../../../scripts/record-telemetry/rows.mts';

const item = (baseType: string, baseData: object, others: object = {}) => ({
  time: '2026-01-05T09:00:00.123Z',
  tags: { 'ai.operation.id': 'operation', 'ai.operation.parentId': 'parent', 'ai.cloud.role': 'app' },
  data: { baseType, baseData },
  ...others,
});

const span = { id: 'id', name: 'activity:pay', duration: '00:01:02.5000000', success: false, properties: { a: 'b' } };

describe('an item of Application Insights becomes a row', () => {
  it('a request, with its operation, its length and its sample', () => {
    expect(rowsOfItem(item('RequestData', { ...span, responseCode: 500 }, { sampleRate: 25 }))).toEqual([
      expect.objectContaining({
        ...{ Type: 'AppRequests', TimeGenerated: '2026-01-05T09:00:00.123Z', OperationId: 'operation', ItemCount: 4 },
        ...{ ParentId: 'parent', AppRoleName: 'app', Id: 'id', Name: 'activity:pay', DurationMs: 62_500 },
        ...{ Success: false, ResultCode: '500', Properties: { a: 'b' } },
      }),
    ]);
  });

  it('a dependency that took days', () => {
    const dependency = { ...span, duration: '2.01:00:00', type: 'DurableTask' };
    expect(rowsOfItem(item('RemoteDependencyData', dependency))).toEqual([
      expect.objectContaining({ Type: 'AppDependencies', DependencyType: 'DurableTask', DurationMs: 49 * 3_600_000 }),
    ]);
  });

  it('a message and an exception, with their severity', () => {
    expect(rowsOfItem(item('MessageData', { message: 'hello', severityLevel: 'Warning' }))).toEqual([
      expect.objectContaining({ Type: 'AppTraces', Message: 'hello', SeverityLevel: 2, Properties: {} }),
    ]);
    const exceptions = [
      { typeName: 'Outer', message: 'outside' },
      { typeName: 'Inner', message: 'inside' },
    ];
    expect(rowsOfItem(item('ExceptionData', { exceptions }))).toEqual([
      expect.objectContaining({ Type: 'AppExceptions', ExceptionType: 'Outer', InnermostMessage: 'inside' }),
    ]);
  });

  it('each metric of it, aggregated or not', () => {
    const metrics = [
      { name: 'waited', value: 9, count: 3, min: 1, max: 5 },
      { name: 'waiting', value: 2 },
    ];
    expect(rowsOfItem(item('MetricData', { metrics }))).toEqual([
      expect.objectContaining({ Type: 'AppMetrics', Name: 'waited', Sum: 9, ItemCount: 3, Min: 1, Max: 5 }),
      expect.objectContaining({ Name: 'waiting', Sum: 2, ItemCount: 1, Min: 2, Max: 2 }),
    ]);
  });

  it('is refused when it is of a kind that there is no table for', () => {
    expect(() => rowsOfItem(item('PageViewData', {}))).toThrow(/baseType/);
  });
});
