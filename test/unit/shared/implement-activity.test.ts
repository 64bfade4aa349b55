import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { ActivityContract } from '../../../src/shared/contract';
import { implementActivity } from '../../../src/shared/implement-activity';
import { patient } from '../../../src/shared/retry-policies';

const double = {
  name: 'sums.double',
  input: z.object({ values: z.array(z.number()) }),
  output: z.object({ sums: z.array(z.number()) }),
  retry: patient,
  timeoutMs: 30,
} as const satisfies ActivityContract;

const call = { idempotencyKey: 'k' };

async function endOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Error('aborted'));
    });
  });
}

describe('an activity', () => {
  it('gets its parsed payload and gives its parsed answer', async () => {
    const activity = implementActivity(double, async ({ values }) => ({ sums: values.map((v) => v * 2), more: 1 }));
    expect(await activity.handle({ values: [1, 2], more: 1 }, call)).toEqual({ sums: [2, 4] });
  });

  it('names the field of a wrong payload and not its value', async () => {
    const activity = implementActivity(double, async () => ({ sums: [] }));
    await expect(activity.handle({ values: [1, 'secret'] }, call)).rejects.toThrow(
      'activity.invalidInput: sums.double: values[1]: Invalid input: expected number, received string',
    );
  });

  it('names the field of a wrong answer', async () => {
    const activity = implementActivity(double, async () => ({ sums: 'none' }));
    await expect(activity.handle({ values: [] }, call)).rejects.toMatchObject({
      code: 'service.invalidAnswer',
      message: 'service.invalidAnswer: sums.double: sums: Invalid input: expected array, received string',
    });
  });

  it('ends when its time limit is over', async () => {
    const activity = implementActivity(double, async (_, { signal }) => endOf(signal));
    await expect(activity.handle({ values: [] }, call)).rejects.toMatchObject({ code: 'activity.timeout' });
  });

  it('gives a fault on as it is', async () => {
    const activity = implementActivity(double, async () => Promise.reject(new Error('no power')));
    await expect(activity.handle({ values: [] }, call)).rejects.toThrow(/^no power$/);
  });
});
