import { describe, expect, it } from '@jest/globals';
import { AppError } from '../../../src/shared/errors';
import { problemOf } from '../../../src/shared/problem';

describe('an error of the app', () => {
  it('has its code in the message, because a history keeps only that', () => {
    expect(new AppError('service.unavailable', { detail: 'payments.capture answered 503' }).message).toBe(
      'service.unavailable: payments.capture answered 503',
    );
  });

  it('says what its code means when there is nothing to add', () => {
    const error = new AppError('process.notFound');
    expect(error.message).toBe(`process.notFound: ${error.entry.message}`);
  });

  it('keeps its cause', () => {
    const cause = new Error('ECONNREFUSED');
    expect(new AppError('service.unavailable', { cause }).cause).toBe(cause);
  });
});

describe('a problem', () => {
  it('has the status and the meaning of its code, and what is special about the case', () => {
    const errors = [{ field: 'lines[0].quantity', message: 'expected a number' }];
    expect(problemOf('request.invalid', { errors })).toEqual({
      type: 'urn:execution-orchestrator:error:request.invalid',
      title: 'The request does not have the expected form.',
      status: 400,
      detail: 'Correct the named fields and send it again.',
      errors,
    });
  });
});
