import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HostSpan, TestHost } from '../../src/testing/index';
import { spanTree, startTestHost } from '../../src/testing/index';
import type { Pattern, RecordedSpan } from './recorded';
import { patterns, trees } from './recorded';
import { scenarios, spansOf } from './scenarios';

/** Scenarios of the recording that this host does not repeat, and why. */
const leftOut = {
  continue_as_new_timer: 'the recorded app had one orchestrator more; continue_as_new and the timers are compared',
  logging: 'the same; it differs from others in its log lines only',
  traceparent_rpc_start: 'one address serves the local client and the webhook: see traceparent_webhook_start',
  unknown_activity: 'there the instance never ends, here it fails at once: see docs/embedded-host/differences.md',
};

const STABLE = [
  ...['DurableFunctionsRuntimeStatus', 'DurableFunctionsType', 'durabletask.entity.error_message'],
  ...['durabletask.task.name', 'durabletask.task.operation', 'durabletask.task.status', 'durabletask.task.task_id'],
  'durabletask.type',
];
const DESCRIPTION = 'otel.status_description';
/** The recording shows the beginning of a description. */
const SHOWN = 40;

interface Comparable extends Omit<RecordedSpan, 'children' | 'attributes'> {
  readonly attributes: HostSpan['attributes'];
}

function line({ item, type = '', name, isSuccess, attributes }: Comparable): string {
  const stable = STABLE.flatMap((key) => (key in attributes ? [`${key}=${String(attributes[key])}`] : []));
  const description = String(attributes[DESCRIPTION] ?? '').slice(0, SHOWN);
  return [item, type, name, isSuccess ? 'ok' : 'failed', ...stable, description].join(' ');
}

/** Ours in the words of the recording. */
function asRecorded(span: HostSpan): Comparable {
  const type = span.kind === 'internal' ? 'InProc' : 'DurableTask';
  const isRequest = span.kind === 'server' || span.kind === 'consumer';
  return { ...span, item: isRequest ? 'request' : 'dependency', ...(!isRequest && { type }), isSuccess: !span.isError };
}

function recordedLines(spans: readonly RecordedSpan[], indent = ''): string[] {
  return spans.flatMap((span) => [`${indent}${line(span)}`, ...recordedLines(span.children, `${indent}  `)]);
}

/** Trees of one scenario are not ordered among each other. */
function sorted(lines: readonly string[]): string[] {
  return lines
    .join('\n')
    .split(/\n(?! )/)
    .sort();
}

const DURABLE_TASK = 'AzureFunctionsJobHost__extensions__durableTask__';

async function tracedHost(version?: 'V1' | 'V2', others: Readonly<Record<string, string>> = {}): Promise<TestHost> {
  const tracing = `${DURABLE_TASK}tracing__`;
  const env = version && { [`${tracing}distributedTracingEnabled`]: 'true', [`${tracing}version`]: version };
  return startTestHost(join(__dirname, '../apps/recorded'), { env: { ...env, ...others } });
}

/** The kind of span in the words of the patterns. */
function patternOf({ name, kind, attributes }: HostSpan): string {
  const item = kind === 'server' || kind === 'consumer' ? 'request' : 'dependency';
  const [type, rest] = name.split(/:(.*)/s);
  const operation = String(attributes['durabletask.task.operation']);
  const named: Readonly<Record<string, string>> = {
    create_orchestration: 'create_orchestration:<orchestrator>',
    orchestration: `orchestration:<orchestrator>${attributes['durabletask.type'] === 'timer' ? ':timer' : ''}`,
    activity: 'activity:<activity>',
    orchestration_event: 'orchestration_event:<event>',
    entity: `entity:<entity name lower case>:<operation> (${operation})`,
  };
  const functionKind = 'HttpMethod' in attributes ? '<http function>' : '<durable function>';
  return `${item} ${rest === undefined ? functionKind : (named[type ?? ''] ?? name)}`;
}

/** Ours has it besides: there it is a field of the item, and not an attribute. */
const OWN = ['http.response.status_code'];

function keysByPattern(spans: readonly HostSpan[]): Map<string, string[][]> {
  const all = new Map<string, string[][]>();
  for (const span of spans) {
    const keys = Object.keys(span.attributes).filter((key) => !OWN.includes(key));
    all.set(patternOf(span), [...(all.get(patternOf(span)) ?? []), keys.sort()]);
  }
  return all;
}

const ofRun = (run: Pattern['run']) => patterns.filter((pattern) => pattern.run === run);

function checkKeys(spans: readonly HostSpan[], run: Pattern['run']): void {
  const keys = keysByPattern(spans);
  expect([...keys.keys()].sort()).toEqual(
    ofRun(run)
      .map(({ item, name }) => `${item} ${name}`)
      .sort(),
  );
  for (const { item, name, always, sometimes } of ofRun(run)) {
    for (const own of keys.get(`${item} ${name}`) ?? []) {
      expect(own).toEqual(expect.arrayContaining(always));
      expect([...always, ...sometimes]).toEqual(expect.arrayContaining(own));
    }
  }
}

describe('Spans of Durable Functions against a recording of the real host', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await tracedHost('V2');
  });
  afterAll(() => host.stop());

  it('covers every recorded scenario, or says why not', () => {
    const all = trees.map(({ scenario }) => scenario).sort();
    expect([...Object.keys(scenarios), ...Object.keys(leftOut)].sort()).toEqual(all);
  });

  it.each(trees.filter(({ scenario }) => scenario in scenarios))(
    'are the recorded ones in $scenario',
    async ({ scenario, roots }) => {
      const spans = await spansOf(host, scenario);
      const ours = spanTree(spans, (span) => line(asRecorded(span)));
      expect(sorted(ours)).toEqual(sorted(recordedLines(roots)));
    },
  );

  it('have the recorded attributes', async () => {
    checkKeys(await host.spans(), 'v2');
  });

  it.each([
    ['create_orchestration:helloCities', ['producer']],
    ['orchestration:helloCities', ['server']],
    ['orchestration:childOk', ['client', 'server']],
    ['activity:sayHello', ['client', 'server']],
    ['orchestration:timer1s:timer', ['internal']],
    ['orchestration_event:finish', ['producer']],
    ['entity:counter:add', ['client', 'consumer', 'producer', 'server']],
    ['entity:counter:get', ['client', 'server']],
  ])('are, for %s, of the kinds %p', async (wanted, kinds) => {
    const spans = (await host.spans()).filter(({ name }) => name === wanted);
    expect([...new Set(spans.map(({ kind }) => kind))].sort()).toEqual(kinds);
  });

  it('join the trace of a caller: a start directly below its span, an event below the request', async () => {
    const spans = await host.spans();
    const inTrace = (digit: number) =>
      spans.filter(({ traceId }) => traceId === `${digit}af7651916cd43dd8448eb211c80319c`);
    expect(spanTree(inTrace(0))).toEqual(['server start']);
    expect(inTrace(0)[0]).toMatchObject({ parentSpanId: 'b7ad6b7169203331', attributes: { tracestate: 'a=b' } });
    expect(spanTree(inTrace(1))).toHaveLength(8);
    const created = inTrace(1).find(({ kind }) => kind === 'producer');
    expect(created?.parentSpanId).toBe('b7ad6b7169203332');
    expect(spanTree(inTrace(3))).toEqual(['producer orchestration_event:finish']);
    expect(inTrace(3)[0]?.parentSpanId).not.toBe('b7ad6b7169203334');
  });
});

it.each([
  ['1.2', '@(1.2)'],
  ['', ''],
])(
  'An orchestration of version "%s" has it on all of its spans, those of a child included',
  async (version, suffix) => {
    await using host = await tracedHost('V2', { [`${DURABLE_TASK}defaultVersion`]: version });
    const spans = await spansOf(host, 'suborchestration');
    const lines = spanTree(spans, ({ kind, name, attributes }) =>
      [kind, name, attributes['durabletask.task.version']].filter((part) => part !== undefined).join(' '),
    );
    const versions = version === '' ? '' : ` ${version}`;
    expect(lines).toEqual(
      expect.arrayContaining([
        `producer create_orchestration:parentOk${suffix}${versions}`,
        `  server orchestration:parentOk${suffix}${versions}`,
        `    client orchestration:childOk${suffix}${versions}`,
        `      server orchestration:childOk${suffix}${versions}`,
      ]),
    );
  },
);

describe.each([
  ['V1', 'v1'],
  [undefined, 'default'],
] as const)('With tracing %s', (version, run) => {
  it('there are the requests of functions only, with the recorded attributes', async () => {
    await using host = await tracedHost(version);
    const names = ['sequence3', 'activity_retry_then_ok', 'entity_operation_fails'];
    const spans = [];
    for (const name of names) spans.push(...(await spansOf(host, name)));
    checkKeys(spans, run);
    expect(new Set(spans.map(({ kind }) => kind))).toEqual(new Set(['server']));
    expect(spans.every(({ parentSpanId }) => parentSpanId === undefined)).toBe(true);
    const ofActivities = spans.filter(({ name }) => name === 'sayHello' || name === 'flaky');
    expect(ofActivities).toHaveLength(version === 'V1' ? 0 : 6);
  });
});
