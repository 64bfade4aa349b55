import { expect, it } from '@jest/globals';
import { z } from 'zod';
import { continueAsNew } from '../../../src/orchestration/continue-as-new';
import { ProcessContext } from '../../../src/orchestration/process-context';
import type { ProcessContract } from '../../../src/shared/contract';
import { invocationOf } from '../../support/invocation';
import { StrictEngine } from '../../support/strict-engine';

const contract = {
  name: 'tale',
  title: 'Tale',
  description: 'Tells something.',
  version: 3,
  input: z.strictObject({ page: z.int() }),
  result: z.null(),
  idempotencyKey: 'optional',
} as const satisfies ProcessContract;

/** What the instance goes on with. */
function continued(stored: { processBegunAt?: string } & Record<string, unknown>): unknown {
  const inputs: unknown[] = [];
  new StrictEngine(function* (engine) {
    const continueWith = (input: unknown) => void inputs.push(input);
    const own = { getInput: { value: () => stored }, continueAsNew: { value: continueWith } };
    const df = Object.create(engine, own) as typeof engine; // the engine, and two members in place of its own
    yield* [];
    const context = ProcessContext.begin(invocationOf(df), contract.name, { begunAt: stored.processBegunAt });
    continueAsNew(context, { contract, input: { page: 2 } });
  });
  return inputs.at(-1);
}

it('goes on with the current version', () => {
  expect(continued({ page: 1, processVersion: 1 })).toMatchObject({ page: 2, processVersion: 3 });
});

it('still began when its first execution did', () => {
  const processBegunAt = '2025-12-31T00:00:00.000Z';
  expect(continued({ page: 1 })).toMatchObject({ processBegunAt: '2026-01-01T00:00:00.000Z' });
  expect(continued({ page: 1, processBegunAt })).toMatchObject({ processBegunAt });
});

it('still stands for the request that started it', () => {
  expect(continued({ page: 1, requestFingerprint: 'f' })).toMatchObject({ requestFingerprint: 'f' });
});

it('stays with whoever started it', () => {
  expect(continued({ page: 1, startedBy: 'ada' })).toMatchObject({ startedBy: 'ada' });
});
