/** Hands spans to exporters in batches; what gets lost on the way is said once, and keeps nobody waiting. */
import type { SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { Log } from '../log';
import { problemOf } from '../errors';
import { within } from '../shutdown';
import { readableSpan } from './readable-span';
import { type Destination, ifSampled } from './sampling';
import type { HostSpan } from './span';

const FLUSH_MS = 3_000;

export interface SpanQueue {
  readonly add: (span: HostSpan) => void;
  /** Sends what waits, for as long as a stop should take at most. */
  close(): Promise<void>;
}

export async function openSpanQueue(
  destinations: readonly Destination[],
  serviceName: string,
  log: Log,
): Promise<SpanQueue> {
  const { BatchSpanProcessor } = await import('@opentelemetry/sdk-trace-base');
  const { resourceFromAttributes } = await import('@opentelemetry/resources');
  const resource = resourceFromAttributes({ 'service.name': serviceName });
  const queues = destinations.map(({ exporter, sampler }) => {
    return { sampler, processor: new BatchSpanProcessor(saying(exporter, log)) };
  });
  return {
    add: (span) => {
      const ended = readableSpan(span, resource);
      for (const { processor, sampler } of queues) {
        const chosen = ifSampled(ended, sampler);
        if (chosen !== undefined) processor.onEnd(chosen);
      }
    },
    close: async () => {
      const closed = Promise.allSettled(queues.map(({ processor }) => processor.shutdown()));
      if (!(await within(FLUSH_MS, closed))) log.warn('Spans were left: they could not be sent in time.');
    },
  };
}

/** The first loss is worth a line; the rest of them would be the same line. */
function saying(exporter: SpanExporter, log: Log): SpanExporter {
  let isSaid = false;
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        if (result.error && !isSaid) log.warn(`Spans could not be sent: ${problemOf(result.error)}`);
        isSaid ||= result.error !== undefined;
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
  };
}
