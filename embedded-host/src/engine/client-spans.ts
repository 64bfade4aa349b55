/** Where the spans of what clients ask of the engine stand: they begin a trace, or join the one of the caller. */
import type { StartRequest } from './contract';
import type { StartMessage } from './messages';
import type { SpanContext } from './trace-context';
import { newSpanId, newTraceId } from './trace-context';
import type { SpanPlace, TraceFact, Tracing } from './tracing';

/** A start stands directly below its caller; a restart is asked for anew, by whoever repeats it. */
export function placeOfStart(tracing: Tracing, { caller, isRestart }: StartRequest): SpanPlace {
  return isRestart === true ? placeOfRequest(tracing, caller) : placeBelow(caller ?? unrecorded(tracing));
}

/** Events and signals stand below the request that brings them, as on the real host: a span that nobody records. */
export function placeOfRequest(tracing: Tracing, caller: SpanContext | undefined): SpanPlace {
  return placeBelow({ ...(caller ?? unrecorded(tracing)), spanId: newSpanId() });
}

export function createdFact(place: SpanPlace, instanceId: string, start: StartMessage, isRestart = false): TraceFact {
  const { name, version, executionId, at } = start;
  const about = { instanceId, name, version, executionId, isRestart };
  return { type: 'orchestrationCreated', place, from: at, to: at, ...about };
}

function placeBelow(parent: SpanContext): SpanPlace {
  return { ...parent, spanId: newSpanId(), parentSpanId: parent.spanId };
}

/** The span of a request that came without a trace. */
function unrecorded({ flags }: Tracing): SpanContext {
  return { traceId: newTraceId(), spanId: newSpanId(), flags };
}
