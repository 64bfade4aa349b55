import { beforeEach, describe, expect, it } from '@jest/globals';
import { emailVerificationEntity } from '../../../src/entities/email-verification/entity';

const NOON = '2026-03-01T12:00:00.000Z';
const LATER = '2026-03-08T12:00:00.000Z';

let state: unknown;
beforeEach(() => {
  state = undefined;
});

function call(operation: string, input: object): void {
  state = emailVerificationEntity().apply({ key: 'onboarding-1', operation, state, input }).state;
}

describe('the verification of an address', () => {
  it('knows every secret that was mailed, once', () => {
    for (const secretHash of ['first', 'second', 'second']) call('mailed', { secretHash, expiresAt: LATER });
    expect(state).toEqual({ secretHashes: ['first', 'second'], expiresAt: LATER, ending: null });
  });

  it('ends once', () => {
    call('mailed', { secretHash: 'first', expiresAt: LATER });
    call('close', { outcome: 'confirmed', at: NOON });
    call('close', { outcome: 'cancelled', at: LATER });
    expect(state).toMatchObject({ ending: { outcome: 'confirmed', at: NOON } });
  });
});
