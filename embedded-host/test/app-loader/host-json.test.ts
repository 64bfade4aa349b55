import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readHostConfig } from '../../src/app-loader/host-json';

describe('host.json', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'host-json-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const read = (text: string, env: NodeJS.ProcessEnv = {}) => {
    writeFileSync(join(folder, 'host.json'), text);
    return readHostConfig(folder, env);
  };
  const durableTask = (settings: object) => ({ version: '2.0', extensions: { durableTask: settings } });
  const durable = (settings: object) => JSON.stringify(durableTask(settings));

  it('has the defaults of the Functions host', () => {
    const { routePrefix, hubName, connectionName, defaultHttpSleepMs } = read('{"version": "2.0"}');
    expect({ routePrefix, hubName, connectionName, defaultHttpSleepMs }).toEqual({
      routePrefix: 'api',
      hubName: 'TestHubName',
      connectionName: 'Storage',
      defaultHttpSleepMs: 30_000,
    });
  });

  it('may hold comments, trailing commas and keys that the host does not know', () => {
    const text = '{ // comment\n "version": "2.0", "unknown": {}, "extensions": {"http": {"routePrefix": "/v1/"}},\n }';
    expect(read(text).routePrefix).toBe('v1');
  });

  it('takes %SETTING% in the hub name from the environment', () => {
    expect(read(durable({ hubName: '%HUB%x' }), { HUB: 'Mine' }).hubName).toBe('Minex');
  });

  it('is refused when the hub name refers to a setting that does not exist', () => {
    expect(() => read(durable({ hubName: '%HUB%' }))).toThrow(/hubName refers to %HUB%, which is not set; set HUB/);
  });

  it('is overridden by the environment, whatever the case of the names', () => {
    const env = {
      AzureFunctionsJobHost__Extensions__DurableTask__HubName: 'FromOutside',
      AzureFunctionsJobHost__extensions__durableTask__storeInputsInOrchestrationHistory: 'true',
      AzureFunctionsJobHost__extensions__durableTask__maxEntityOperationBatchSize: '7',
      azurefunctionsjobhost__extensions__http__routePrefix: '',
    };
    expect(read(durable({ hubName: 'Inside' }), env)).toMatchObject({
      hubName: 'FromOutside',
      storeInputsInHistory: true,
      maxEntityBatch: 7,
      routePrefix: '',
    });
  });

  it.each([
    ['{}', 1_800_000],
    ['{"functionTimeout": "00:05:00"}', 300_000],
    ['{"functionTimeout": "1.00:00:00"}', 86_400_000],
    ['{"functionTimeout": "-1"}', undefined],
  ])('%s limits functions to %p ms', (text, ms) => {
    expect(read(text).functionTimeoutMs).toBe(ms);
  });

  it('is refused with a time limit that is none', () => {
    expect(() => read('{"functionTimeout": "5 minutes"}')).toThrow(/functionTimeout: expected a time span hh:mm:ss/);
  });

  it('takes log levels and the time limit from the environment, too', () => {
    const env = {
      AzureFunctionsJobHost__functionTimeout: '00:00:09',
      'AzureFunctionsJobHost__logging__logLevel__Function.pay': 'Error',
    };
    expect(read('{}', env)).toMatchObject({ functionTimeoutMs: 9000, logLevels: { 'function.pay': 'error' } });
  });

  it.each([
    [
      { logging: { logLevel: { default: 'Verbose' } } },
      /logging\.logLevel\.default: .*expected one of "trace"\|"debug"/,
    ],
    [{ telemetryMode: 'Otel' }, /telemetryMode: .*expected one of "ApplicationInsights"\|"OpenTelemetry"/],
    [durableTask({ tracing: { version: 'V3' } }), /tracing\.version: .*expected one of "None"\|"V1"\|"V2"/],
    [
      durableTask({ tracing: { distributedTracingEnabled: 'on' } }),
      /distributedTracingEnabled: expected true or false/,
    ],
  ])('is refused as %j, and says what it expects', (hostJson, sentence) => {
    expect(() => read(JSON.stringify(hostJson))).toThrow(sentence);
  });

  it.each([
    [{}, Infinity, Infinity],
    [{ maxOutstandingRequests: 20, maxConcurrentRequests: 10 }, 20, 10],
    [{ maxOutstandingRequests: -1, maxConcurrentRequests: '5' }, Infinity, 5],
  ])(
    '%j limits requests, those that wait included, to %p, and those under way to %p',
    (http, outstanding, concurrent) => {
      expect(read(JSON.stringify({ extensions: { http } })).httpLimits).toEqual({
        maxOutstandingRequests: outstanding,
        maxConcurrentRequests: concurrent,
      });
    },
  );

  it('is refused with a limit of requests that lets nobody in', () => {
    const text = JSON.stringify({ extensions: { http: { maxConcurrentRequests: 0 } } });
    expect(() => read(text)).toThrow(/extensions\.http\.maxConcurrentRequests: .*above 0/);
  });

  it('is refused with the place of a mistake', () => {
    expect(() => read('{\n  "version": "2.0"\n  "logging": {}\n}')).toThrow(
      'host.json is not valid JSON: comma expected at line 3, column 3; correct the file.',
    );
  });

  it('is refused with the name of a field of the wrong kind', () => {
    expect(() => read(durable({ maxEntityOperationBatchSize: 'many' }))).toThrow(
      /host\.json: extensions\.durableTask\.maxEntityOperationBatchSize: /,
    );
  });

  it('has to exist', () => {
    expect(() => readHostConfig(folder, {})).toThrow(/There is no host\.json in /);
  });
});
