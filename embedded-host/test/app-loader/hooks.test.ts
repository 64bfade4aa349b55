import { describe, expect, it } from '@jest/globals';
import { Hooks } from '../../src/app-loader/hooks';

describe('hooks', () => {
  const recording = () => {
    const hooks = new Hooks();
    const ran: string[] = [];
    const add = (name: string) => hooks.add('preInvocation', () => ran.push(name));
    return { hooks, ran, add, run: () => hooks.run('preInvocation', {}) };
  };

  it('run one after the other, in the order of registration', async () => {
    const { hooks, ran, run } = recording();
    hooks.add('preInvocation', async () => {
      await Promise.resolve();
      ran.push('slow');
    });
    hooks.add('preInvocation', () => ran.push('quick'));
    await run();
    expect(ran).toEqual(['slow', 'quick']);
  });

  it('never run once they are disposed of', async () => {
    const { hooks, ran, add, run } = recording();
    const dispose = add('disposed');
    dispose();
    await run();
    expect([ran, hooks.has('preInvocation')]).toEqual([[], false]);
  });

  it('never run once they are disposed of by a hook before them', async () => {
    const { hooks, ran, add, run } = recording();
    hooks.add('preInvocation', () => dispose());
    const dispose = add('disposed');
    await run();
    expect(ran).toEqual([]);
  });

  it('can be disposed of twice without harm to the same function registered again', async () => {
    const { hooks, ran, run } = recording();
    const callback = () => ran.push('again');
    const dispose = hooks.add('preInvocation', callback);
    hooks.add('preInvocation', callback);
    dispose();
    dispose();
    await run();
    expect(ran).toEqual(['again']);
  });

  it('of a name that does not exist are refused as the library expects', () => {
    const refusal = expect.objectContaining({ name: 'RangeError', isAzureFunctionsSystemError: true });
    expect(() => new Hooks().add('appStop', () => undefined)).toThrow(refusal);
  });
});
