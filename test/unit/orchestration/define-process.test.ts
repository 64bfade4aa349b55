import type { OrchestrationContext } from 'durable-functions';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { call } from '../../../src/orchestration/call';
import { defineProcess, type ProcessDefinition, type Story } from '../../../src/orchestration/define-process';
import type { ProcessContract } from '../../../src/shared/contract';
import { invocationOf } from '../../support/invocation';
import { anActivity } from '../../support/story';
import { StrictEngine } from '../../support/strict-engine';

const tale = {
  name: 'tale',
  title: 'Tale',
  description: 'Tells something.',
  version: 2,
  input: z.object({ word: z.string() }),
  result: z.string(),
  idempotencyKey: 'optional',
} as const satisfies ProcessContract;

const old = anActivity('old.step');
const recent = anActivity('recent.step');

const versions = defineProcess(tale, {
  *1(context, { word }) {
    yield* call(context, old, word);
    return 'told by the first';
  },
  *2(context, { word }) {
    yield* call(context, recent, word);
    return 'told by the second';
  },
});

function start({ handler }: ProcessDefinition, input: unknown) {
  return new StrictEngine(
    (engine) => {
      const df: unknown = Object.create(engine, { getInput: { value: () => input } });
      const context: unknown = { ...invocationOf(engine), df };
      // A process uses nothing of its context but what the strict engine has.
      return handler(context as OrchestrationContext);
    },
    { answers: { 'old.step': () => 'ok', 'recent.step': () => 'ok' } },
  );
}

describe('a process with versions', () => {
  it('tells the story of the version that an instance was started with', () => {
    expect(start(versions, { word: 'x', processVersion: 1 }).scheduled).toEqual(['old.step']);
    expect(start(versions, { word: 'x', processVersion: 2 }).scheduled).toEqual(['recent.step']);
  });

  it('tells the first to an instance that was started before there were versions', () => {
    expect(start(versions, { word: 'x' }).result).toBe('told by the first');
  });

  it('fails an instance of a version that it does not have, and says which ones there are', () => {
    expect(String(start(versions, { word: 'x', processVersion: 3 }).fault)).toContain(
      'process.unknownVersion: tale has no version 3, only 1, 2',
    );
  });

  it('is refused without the current one', () => {
    const only = { ...tale, version: 3 };
    const first = versions.handler as unknown as Story<typeof only>;
    expect(() => defineProcess(only, { 1: first })).toThrow('tale has no version 3');
  });

  it('may be a single story, which is the current one', () => {
    const single = defineProcess(tale, function* (context) {
      yield* call(context, recent, {});
      return 'told';
    });
    expect(start(single, { word: 'x', processVersion: 2 }).result).toBe('told');
    expect(String(start(single, { word: 'x' }).fault)).toContain('tale has no version 1');
  });

  it('parses the input by its contract', () => {
    expect(String(start(versions, { word: 7, processVersion: 2 }).fault)).toContain('word');
  });

  it('may be strict about its input: what the starter added is not a part of it', () => {
    const strict = { ...tale, input: z.strictObject({ word: z.string() }) };
    const process = defineProcess(strict, function* (_context, input) {
      yield* [];
      return JSON.stringify(input);
    });
    const stamp = { processVersion: 2, requestFingerprint: 'f', traceparent: 't' };
    expect(start(process, { word: 'x', ...stamp }).result).toBe('{"word":"x"}');
    expect(String(start(process, { word: 'x', ...stamp, verb: 'y' }).fault)).toContain('verb');
  });
});
