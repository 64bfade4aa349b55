import { describe, expect, it } from '@jest/globals';
import { AppError } from '../../../src/shared/errors';
import { errorTypeOf } from '../../../src/shared/error-type';

describe('the type of an error', () => {
  it('is its code, also when the history has kept the message only', () => {
    const fault = new AppError('service.unavailable', { detail: 'payments.authorize answered 503' });
    expect(errorTypeOf(fault)).toBe('service.unavailable');
    expect(errorTypeOf(new Error(`Activity function 'payments.authorize' failed: ${fault.message}`))).toBe(
      'service.unavailable',
    );
  });

  it('is the name of the class where there is no code', () => {
    expect(errorTypeOf(new RangeError('too far'))).toBe('RangeError');
  });

  it.each([new Error('card.4111: no such code'), new Error('Ada has no card'), 'a text'])(
    'takes no text that is not ours: %s',
    (fault) => {
      expect(errorTypeOf(fault)).toBe('_OTHER');
    },
  );
});
