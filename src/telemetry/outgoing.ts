/** Spans of the calls that activities make with `fetch`, each with what it is made for. */
import { context } from '@opentelemetry/api';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { attributesIn } from './attributes-in-context';

/** Returns what ends it. It listens to a channel of Node, so it does not matter what has been loaded before. */
export function watchOutgoing(): () => void {
  const instrumentation = new UndiciInstrumentation({
    // Whatever is asked outside a function belongs to nobody's trace.
    requireParentforSpans: true,
    startSpanHook: () => attributesIn(context.active()),
  });
  return () => instrumentation.disable();
}
