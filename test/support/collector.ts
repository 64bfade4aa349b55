/** What an app has told a collector of OTLP: the latest value of each metric, and its messages. */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { Ingestion } from '../../scripts/record-telemetry/ingestion.mts';

const Value = z.union([
  z.object({ stringValue: z.string() }).transform(({ stringValue }) => stringValue),
  z.object({ intValue: z.coerce.number() }).transform(({ intValue }) => intValue),
  z.object({ doubleValue: z.number() }).transform(({ doubleValue }) => doubleValue),
  z.object({ boolValue: z.boolean() }).transform(({ boolValue }) => boolValue),
]);
const Attributes = z
  .array(z.object({ key: z.string(), value: Value }))
  .transform((pairs) => Object.fromEntries(pairs.map(({ key, value }) => [key, value])));
type Attributes = z.output<typeof Attributes>;

const Point = z.object({
  attributes: Attributes,
  asDouble: z.number().optional(),
  asInt: z.coerce.number().optional(),
  /** Of a histogram. */
  count: z.coerce.number().optional(),
});
const Points = z.object({ dataPoints: z.array(Point) }).optional();
const Metric = z.object({ name: z.string(), sum: Points, gauge: Points, histogram: Points });
const Metrics = z.object({
  resourceMetrics: z.array(z.object({ scopeMetrics: z.array(z.object({ metrics: z.array(Metric) })) })),
});

const LogRecord = z.object({ attributes: Attributes });
const Logs = z.object({
  resourceLogs: z.array(z.object({ scopeLogs: z.array(z.object({ logRecords: z.array(LogRecord) })) })),
});

export class Collector implements AsyncDisposable {
  readonly #ingestion: Ingestion;
  /** For an app that tells of itself here. */
  readonly env: Readonly<Record<string, string>>;

  private constructor(ingestion: Ingestion) {
    this.#ingestion = ingestion;
    this.env = { OTEL_EXPORTER_OTLP_ENDPOINT: ingestion.url, OTEL_METRIC_EXPORT_INTERVAL: '200' };
  }

  static async open(): Promise<Collector> {
    return new Collector(await Ingestion.open());
  }

  /** The latest value for each set of attributes, without the prefix of their names; of a histogram how many values it has. */
  values(metric: string): readonly Record<string, unknown>[] {
    const latest = new Map<string, Record<string, unknown>>();
    for (const { attributes, asDouble, asInt, count } of this.#points(metric)) {
      const which = short(attributes);
      latest.set(JSON.stringify(which), { ...which, value: asDouble ?? asInt ?? count });
    }
    return [...latest.values()];
  }

  /** The attributes of each message of this id. */
  messages(event: string): readonly Attributes[] {
    const groups = this.#bodies('/v1/logs', Logs).flatMap(({ resourceLogs }) => resourceLogs);
    const records = groups.flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords));
    return records.map(({ attributes }) => attributes).filter((each) => each['business_process.event'] === event);
  }

  /** Waits until what is told now has arrived: the second of two requests has begun later than now. */
  async next(path: '/v1/metrics' | '/v1/logs'): Promise<void> {
    const count = () => this.#ingestion.otlp.filter((request) => request.path === path).length;
    const enough = count() + 2;
    while (count() < enough) await pause(50);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#ingestion[Symbol.asyncDispose]();
  }

  #points(name: string): readonly z.output<typeof Point>[] {
    const groups = this.#bodies('/v1/metrics', Metrics).flatMap(({ resourceMetrics }) => resourceMetrics);
    const metrics = groups.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics));
    const named = metrics.filter((metric) => metric.name === `business_process.${name}`);
    return named.flatMap(({ sum, gauge, histogram }) => (sum ?? gauge ?? histogram)?.dataPoints ?? []);
  }

  #bodies<Schema extends z.ZodType>(path: string, schema: Schema): readonly z.output<Schema>[] {
    return this.#ingestion.otlp.filter((request) => request.path === path).map(({ body }) => schema.parse(body));
  }
}

function short(attributes: Attributes): Attributes {
  const named = Object.entries(attributes).map(([name, value]) => [name.replace('business_process.', ''), value]);
  return Object.fromEntries(named) as Attributes;
}
