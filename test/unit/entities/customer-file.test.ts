import { beforeEach, describe, expect, it } from '@jest/globals';
import { type customerFile, CustomerFileState } from '../../../src/entities/customer-file/contract';
import { customerFileEntity } from '../../../src/entities/customer-file/entity';

type Operation = keyof typeof customerFile.operations;

let stored: unknown;
beforeEach(() => {
  stored = undefined;
});

function call(operation: Operation, instanceId: string): unknown {
  const applied = customerFileEntity().apply({ key: 'ada', operation, state: stored, input: { instanceId } });
  stored = JSON.parse(JSON.stringify(applied.state));
  return applied.answer;
}

const begun = { outcome: 'begun' };
const refused = (reason: string) => ({ outcome: 'refused', reason });

describe('a customer file', () => {
  it('lets one onboarding in at a time', () => {
    expect(call('beginOnboarding', 'a')).toEqual(begun);
    expect(call('beginOnboarding', 'b')).toEqual(refused('alreadyOnboarding'));
    call('abandonOnboarding', 'a');
    expect(call('beginOnboarding', 'b')).toEqual(begun);
  });

  it('refuses to onboard a customer again', () => {
    call('beginOnboarding', 'a');
    call('completeOnboarding', 'a');
    expect(call('beginOnboarding', 'b')).toEqual(refused('alreadyCustomer'));
  });

  it('lists who was refused as well, because the data came with the request', () => {
    call('beginOnboarding', 'a');
    call('beginOnboarding', 'b');
    expect(call('beginErasure', 'e')).toEqual({ outcome: 'begun', instances: ['a', 'b'] });
  });

  it('does what an instance repeats once, and nothing for a stranger', () => {
    call('beginOnboarding', 'a');
    expect(call('beginOnboarding', 'a')).toEqual(begun);
    call('abandonOnboarding', 'b');
    call('completeOnboarding', 'b');
    expect(CustomerFileState.parse(stored)).toMatchObject({ state: 'onboarding', onboardedBy: 'a', instances: ['a'] });
  });

  it('lists every onboarding there was to who erases, and one erasure at a time', () => {
    call('beginOnboarding', 'a');
    call('abandonOnboarding', 'a');
    call('beginOnboarding', 'b');
    expect(call('beginErasure', 'e')).toEqual({ outcome: 'begun', instances: ['a', 'b'] });
    expect(call('beginErasure', 'e')).toEqual({ outcome: 'begun', instances: ['a', 'b'] });
    expect(call('beginErasure', 'f')).toEqual(refused('erasing'));
    expect(call('beginOnboarding', 'c')).toEqual(refused('erasing'));
  });

  it("is as it was after a withdrawal, but not after a stranger's", () => {
    call('beginOnboarding', 'a');
    call('beginErasure', 'e');
    call('withdrawErasure', 'f');
    expect(call('beginErasure', 'f')).toEqual(refused('erasing'));
    call('withdrawErasure', 'e');
    expect(call('beginErasure', 'f')).toMatchObject(begun);
  });

  it('knows an erased customer for good', () => {
    call('beginErasure', 'e');
    call('completeErasure', 'f');
    expect(call('beginErasure', 'f')).toEqual(refused('erasing'));
    call('completeErasure', 'e');
    call('withdrawErasure', 'e');
    expect([call('beginErasure', 'f'), call('beginOnboarding', 'a')]).toEqual([refused('erased'), refused('erased')]);
  });
});
