import { metrics } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';

/** What is recorded from the moment on at which it is made. */
export class RecordedMetrics implements AsyncDisposable {
  readonly #exporter = new InMemoryMetricExporter(AggregationTemporality.DELTA);
  readonly #provider: MeterProvider;

  constructor() {
    const reader = new PeriodicExportingMetricReader({ exporter: this.#exporter, exportIntervalMillis: 3_600_000 });
    this.#provider = new MeterProvider({ readers: [reader] });
    metrics.setGlobalMeterProvider(this.#provider);
  }

  /** The values of a metric, by one of its attributes. */
  async values(metric: string, by: string): Promise<Readonly<Record<string, unknown>>> {
    await this.#provider.forceFlush();
    const scopes = this.#exporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics);
    const recorded = scopes.flatMap((scope) => scope.metrics).filter(({ descriptor }) => descriptor.name === metric);
    const values = recorded.flatMap(({ dataPoints }) =>
      dataPoints.map(({ attributes, value }) => [String(attributes[by]), value] as const),
    );
    return Object.fromEntries(values);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    metrics.disable();
    await this.#provider.shutdown();
  }
}
