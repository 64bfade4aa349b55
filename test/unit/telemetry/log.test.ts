import { afterEach, describe, expect, it } from '@jest/globals';
import { logs, SeverityNumber } from '@opentelemetry/api-logs';
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { log } from '../../../src/telemetry/log';
import { messages } from '../../../src/telemetry/messages';

const step = {
  'business_process.name': 'purchase',
  'business_process.instance_id': 'purchase-1',
  'business_process.step': 'payments.authorize',
  'business_process.step.attempt': 2,
  'error.type': 'service.unavailable',
};

function hostLog() {
  const lines: string[] = [];
  const write = (level: string) => (text: string) => void lines.push(`${level}: ${text}`);
  return { lines, info: write('info'), warn: write('warn'), error: write('error') };
}

function takeRecords(): InMemoryLogRecordExporter {
  const exporter = new InMemoryLogRecordExporter();
  logs.setGlobalLoggerProvider(new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] }));
  return exporter;
}

describe('the log', () => {
  afterEach(() => logs.disable());

  it('is text of the host where nobody takes records', () => {
    const host = hostLog();
    log(host, 'step.failed', step);
    expect(host.lines).toEqual([
      `warn: payments.authorize: attempt 2 failed: service.unavailable. ${JSON.stringify({
        'business_process.event': 'step.failed',
        ...step,
      })}`,
    ]);
  });

  it('is a record with attributes, and no text of the host, where somebody takes records', () => {
    const exporter = takeRecords();
    const host = hostLog();
    log(host, 'step.failed', step);
    expect(host.lines).toEqual([]);
    expect(exporter.getFinishedLogRecords()).toMatchObject([
      {
        severityNumber: SeverityNumber.WARN,
        severityText: 'WARN',
        eventName: 'step.failed',
        body: 'payments.authorize: attempt 2 failed: service.unavailable.',
        attributes: { 'business_process.event': 'step.failed', ...step },
      },
    ]);
  });

  it('leaves out what has no value', () => {
    const exporter = takeRecords();
    log(hostLog(), 'step.failed', { ...step, 'business_process.business_key': undefined });
    const [record] = exporter.getFinishedLogRecords();
    expect(Object.keys(record?.attributes ?? {})).not.toContain('business_process.business_key');
  });

  it('has only what the message lists', () => {
    const exporter = takeRecords();
    log(hostLog(), 'step.failed', Object.assign({ email: 'ada@example.org' }, step));
    expect(JSON.stringify(exporter.getFinishedLogRecords()[0]?.attributes)).not.toContain('ada');
  });
});

describe('the catalogue of messages', () => {
  it.each(Object.entries(messages))('%s mentions only what it lists', (_, { text, attributes }) => {
    const mentioned = [...text.matchAll(/\{([\w.]+)\}/g)].map(([, name]) => name);
    expect(Object.keys(attributes.shape)).toEqual(expect.arrayContaining(mentioned));
  });
});
