import { expect, it } from '@jest/globals';
import { formatIdempotencyKey } from '../../../src/shared/idempotency-key';

it.each([
  ['order-1/capture', '"order-1/capture"'],
  ['say "hi"\\', String.raw`"say \"hi\"\\"`],
  ['Bücher/1', '"B%C3%BCcher/1"'],
  ['a\nb', '"a%0Ab"'],
])('an idempotency key %j is the structured string %s', (key, header) => {
  expect(formatIdempotencyKey(key)).toBe(header);
});
