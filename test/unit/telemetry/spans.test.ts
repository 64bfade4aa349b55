import { describe, expect, it } from '@jest/globals';
import { AppError } from '../../../src/shared/errors';
import { activeTraceparent, bindToTrace, inSpan, linkTo, tell, traceparentFor } from '../../../src/telemetry/spans';
import { RecordedSpans } from '../../support/recorded-spans';

const traceId = '0af7651916cd43dd8448eb211c80319c';
/** Not marked as sampled, as the platform hands it over. */
const traceParent = `00-${traceId}-b7ad6b7169203331-00`;

describe('a span of the app', () => {
  it('is a child of what the host does, though the host marks its own as not sampled', async () => {
    using spans = new RecordedSpans();
    await bindToTrace({ traceParent }, () => inSpan('payments.capture', { attempt: 2 }, async () => undefined))();
    expect(spans.ended).toMatchObject([{ name: 'payments.capture', attributes: { attempt: 2 } }]);
    expect(spans.ended[0]?.spanContext().traceId).toBe(traceId);
    expect(spans.ended[0]?.parentSpanContext?.spanId).toBe('b7ad6b7169203331');
  });

  it('tells what is added while it runs, the code of a fault, and gives the fault to its caller', async () => {
    using spans = new RecordedSpans();
    const failing = inSpan('payments.capture', {}, async () => {
      tell({ outcome: 'none' });
      throw new AppError('service.circuitOpen', { detail: 'card 4111' });
    });
    await expect(failing).rejects.toThrow('card 4111');
    const [span] = spans.ended;
    expect(span).toMatchObject({ status: { code: 2 } });
    expect(span?.attributes).toEqual({ outcome: 'none', 'error.type': 'service.circuitOpen' });
  });

  it('leads to another trace, and says which one it is itself', async () => {
    using spans = new RecordedSpans();
    await inSpan('tell', {}, async () => {
      linkTo(traceParent);
      linkTo('not a traceparent');
      tell({ self: activeTraceparent() });
    });
    const [span] = spans.ended;
    expect(span?.links).toMatchObject([{ context: { traceId } }]);
    expect(span?.attributes['self']).toBe(`00-${span?.spanContext().traceId}-${span?.spanContext().spanId}-01`);
  });
});

describe('without an exporter', () => {
  it('everything runs, and nothing is told', async () => {
    const answer = await bindToTrace({ traceParent }, () =>
      inSpan('x', {}, async () => activeTraceparent() ?? 'none'),
    )();
    expect(answer).toBe('none');
  });

  it('the trace of the host is handed on by hand; with one, the exporter does it', () => {
    expect(traceparentFor({ traceParent })).toBe(traceParent);
    using spans = new RecordedSpans();
    expect(traceparentFor({ traceParent })).toBeUndefined();
    expect(spans.ended).toEqual([]);
  });
});
