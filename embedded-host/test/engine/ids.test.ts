import { beforeAll, describe, expect, it } from '@jest/globals';
import { df } from './support/sdk';
import { anEngine } from './support/engine-fixture';

beforeAll(() => {
  df.app.orchestration('anything', function* (context) {
    yield context.df.waitForExternalEvent('never');
  });
});

describe('the id of an instance', () => {
  it.each([
    ['@counter@a', 'must not start with @'],
    ['a/b', 'must not contain'],
    ['a\\b', 'must not contain'],
    ['a#b', 'must not contain'],
    ['a?b', 'must not contain'],
    ['a\tb', 'must not contain'],
    ['a\u0085b', 'must not contain'],
    ['', 'must not be empty'],
    ['x'.repeat(257), 'must not exceed 256'],
  ])('is refused when it is %j', async (instanceId, reason) => {
    const { engine } = anEngine();
    const result = await engine.start({ name: 'anything', input: null, instanceId });
    expect(result).toEqual({ outcome: 'invalidId', reason: expect.stringContaining(reason) });
    expect(engine.instance(instanceId)).toBeUndefined();
  });

  it.each(['a b', 'a+b', 'a%b', "a'b", 'a:b', 'ünï-☃', '日本', 'a@b', 'x'.repeat(256)])(
    'may be %j',
    async (instanceId) => {
      const { engine } = anEngine();
      const result = await engine.start({ name: 'anything', input: null, instanceId });
      expect(result).toEqual({ outcome: 'started', instanceId });
    },
  );
});
