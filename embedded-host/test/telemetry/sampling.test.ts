import { describe, expect, it } from '@jest/globals';
import { samplingRatio } from '../../src/telemetry/sampling';

describe('the share of traces that is sent', () => {
  it.each([
    [undefined, undefined, 1],
    ['always_on', '0.1', 1],
    ['parentbased_always_on', undefined, 1],
    ['always_off', undefined, 0],
    ['parentbased_always_off', undefined, 0],
    ['traceidratio', '0.25', 0.25],
    ['traceidratio', '0', 0],
    ['parentbased_traceidratio', '0.25', 0.25],
    ['microsoft.fixed_percentage', '0.25', 0.25],
    ['traceidratio', undefined, 1],
    ['traceidratio', '', 1],
    ['traceidratio', '2', 1],
    ['traceidratio', 'half', 1],
    ['jaeger_remote', '0.25', 1],
  ])('is by OTEL_TRACES_SAMPLER %s and its argument %s: %d', (sampler, argument, ratio) => {
    const env = { OTEL_TRACES_SAMPLER: sampler, OTEL_TRACES_SAMPLER_ARG: argument };
    expect(samplingRatio(env)).toBe(ratio);
  });
});
