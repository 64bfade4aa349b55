import { describe, expect, it } from '@jest/globals';
import { purchaseSettings } from '../../src/processes/purchase/contract';
import { readBlock, readSettings } from '../../src/settings';

const services = ['payments', 'shipping'] as const;
const key = 'InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=http://localhost:4319';

describe('the settings', () => {
  it('need nothing: an empty environment gives the defaults', () => {
    expect(readSettings({}, services)).toEqual({
      identity: { inAzure: false, trustsEasyAuth: true },
      links: { key: undefined, baseUrl: 'http://localhost:7071' },
      services: { dataFolder: '.durable/services', urls: {} },
      telemetry: {
        exporter: 'none',
        serviceName: 'execution-orchestrator',
        samplingRatio: 1,
        metricIntervalMs: 60_000,
      },
    });
    expect(readBlock({}, purchaseSettings)).toEqual({
      ...{ approvalThresholdCents: 100_000, approvalReminderMs: 86_400_000, approvalDeadlineMs: 259_200_000 },
    });
  });

  it('take what the environment says, and an empty variable for an absent one', () => {
    const environment = {
      PURCHASE__APPROVAL_THRESHOLD_CENTS: '500',
      PURCHASE__APPROVAL_REMINDER_HOURS: '0.5',
      PURCHASE__APPROVAL_DEADLINE_HOURS: '2',
      PURCHASE__APPROVER_EMAIL: '',
      SERVICES__PAYMENTS__URL: 'https://payments.example/api',
      SERVICES__SHIPPING__URL: '',
    };
    expect(readBlock(environment, purchaseSettings)).toEqual({
      ...{ approvalThresholdCents: 500, approvalReminderMs: 1_800_000, approvalDeadlineMs: 7_200_000 },
    });
    expect(readSettings(environment, services).services.urls).toEqual({ payments: 'https://payments.example/api' });
  });

  it.each([
    [{ PURCHASE__APPROVAL_THRESHOLD_CENTS: 'many' }, 'PURCHASE__APPROVAL_THRESHOLD_CENTS: expected a whole number'],
    [{ PURCHASE__APPROVER_EMAIL: 'nobody' }, 'PURCHASE__APPROVER_EMAIL: expected an e-mail address'],
    [{ PURCHASE__APPROVAL_DEADLINE_HOURS: '3' }, 'PURCHASE__APPROVAL_REMINDER_HOURS: expected a reminder before'],
    [{ PURCHASE__APPROVAL_DEADLINE_HOURS: '9999' }, 'PURCHASE__APPROVAL_DEADLINE_HOURS: expected at most 5 days'],
  ])('name the variable of a process that is wrong: %j', (environment, message) => {
    expect(() => readBlock(environment, purchaseSettings)).toThrow(message);
  });

  it.each([
    [{ SERVICES__PAYMENTS__URL: 'ftp://x' }, 'SERVICES__PAYMENTS__URL: expected an http or https URL'],
    [{ LINKS__KEY: '@Microsoft.KeyVault(SecretUri=https://v.example/secrets/k)' }, 'LINKS__KEY: expected a secret'],
    [
      { TELEMETRY__EXPORTER: 'zipkin' },
      'TELEMETRY__EXPORTER: expected one of applicationInsights, otlp, console, none',
    ],
    [{ TELEMETRY__EXPORTER: 'applicationInsights' }, 'APPLICATIONINSIGHTS_CONNECTION_STRING: expected a connection'],
    [{ APPLICATIONINSIGHTS_CONNECTION_STRING: 'https://x' }, 'expected a connection string with an InstrumentationKey'],
    [{ OTEL_TRACES_SAMPLER: 'parentbased_always_on' }, 'OTEL_TRACES_SAMPLER: expected one of always_on, always_off'],
    [{ OTEL_TRACES_SAMPLER_ARG: '2' }, 'OTEL_TRACES_SAMPLER_ARG: expected a number from 0 to 1'],
    [{ SERVICES__PAYMNETS__URL: 'http://x' }, 'SERVICES__PAYMNETS__URL: expected one of SERVICES__PAYMENTS__URL'],
  ])('name the variable that is wrong: %j', (environment, message) => {
    expect(() => readSettings(environment, services)).toThrow(message);
  });

  it.each([
    [{}, 'none'],
    [{ APPLICATIONINSIGHTS_CONNECTION_STRING: key }, 'applicationInsights'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318' }, 'otlp'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318', TELEMETRY__EXPORTER: 'console' }, 'console'],
    [{ APPLICATIONINSIGHTS_CONNECTION_STRING: key, TELEMETRY__EXPORTER: 'none' }, 'none'],
    [{ TELEMETRY__EXPORTER: 'console', OTEL_SDK_DISABLED: 'True' }, 'none'],
    [{ TELEMETRY__EXPORTER: 'console', OTEL_SDK_DISABLED: '1' }, 'console'],
  ])('send telemetry where %j says: %s', (environment, exporter) => {
    expect(readSettings(environment, services).telemetry.exporter).toBe(exporter);
  });

  it('take role, share and identity of the telemetry from the variables of the platform', () => {
    const environment = {
      WEBSITE_SITE_NAME: 'func-orders',
      APPLICATIONINSIGHTS_CONNECTION_STRING: key,
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=abc;Authorization=AAD',
      OTEL_TRACES_SAMPLER: 'traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0.25',
    };
    expect(readSettings(environment, services).telemetry).toEqual({
      ...{ exporter: 'applicationInsights', serviceName: 'func-orders', samplingRatio: 0.25, metricIntervalMs: 60_000 },
      ...{ connectionString: key, identity: { clientId: 'abc' } },
    });
  });
});
