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
    ['', 'must not be empty'],
    ['x'.repeat(257), 'at most 256'],
  ])('is refused when it is %j', async (instanceId, reason) => {
    const { engine } = anEngine();
    const result = await engine.start({ name: 'anything', input: null, instanceId });
    expect(result).toEqual({ outcome: 'invalidId', reason: expect.stringContaining(reason) });
    expect(engine.instance(instanceId)).toBeUndefined();
  });

  // The last two are refused by the sources of older extensions; the recorded host takes them.
  it.each(['a b', 'a+b', 'a%b', "a'b", 'a:b', 'ünï-☃', '日本', 'x'.repeat(256), '@bad@id', 'a#b'])(
    'may be %j',
    async (instanceId) => {
      const { engine } = anEngine();
      const result = await engine.start({ name: 'anything', input: null, instanceId });
      expect(result).toEqual({ outcome: 'started', instanceId });
    },
  );
});
