import { describe, expect, it } from '@jest/globals';
import type { CircuitBreakerState } from '../../src/entities/circuit-breaker/contract';
import { anApplication, appliedBy } from '../support/an-application';
import { type Bank, useBank } from '../support/bank';

/** Five attempts of one application take half a minute, and open the breaker for a minute. */
const UNTIL_OPEN = { seconds: 45 };

async function breakerOf({ app }: Bank, service: string): Promise<string | undefined> {
  return (await app.host.entity('circuitBreaker', service).state<CircuitBreakerState>())?.state;
}

describe('while nobody is let through to', () => {
  it('the credit bureau, two people look at once, and it is not asked', async () => {
    await using bank = await useBank();
    await bank.apply(anApplication({ applicationId: 'unlucky', ...appliedBy('ID-RATE-OUTAGE') }));
    await bank.app.host.skip(UNTIL_OPEN);
    expect(await breakerOf(bank, 'credit')).toBe('open');
    const asked = (await bank.app.host.calls('credit.rate')).length;
    const other = await bank.apply(anApplication());
    expect(await bank.app.host.calls('credit.rate')).toHaveLength(asked);
    await bank.vote(other, 'rita', 'approve');
    await bank.vote(other, 'ron', 'approve');
    expect(await other.result()).toMatchObject({ outcome: 'opened' });
  });

  it('core banking, an application waits until one probe gets an answer', async () => {
    await using bank = await useBank();
    await bank.apply(anApplication({ applicationId: 'unlucky', branch: 'OUTAGE' }));
    await bank.app.host.skip(UNTIL_OPEN);
    expect(await breakerOf(bank, 'accounts')).toBe('open');
    const asked = (await bank.app.host.calls('accounts.open')).length;
    const other = await bank.apply(anApplication());
    expect(await bank.app.host.calls('accounts.open')).toHaveLength(asked);
    expect((await other.status())?.runtimeStatus).toBe('Running');
    await bank.app.host.skip({ minutes: 3 });
    expect(await other.result()).toMatchObject({ outcome: 'opened' });
    expect(await breakerOf(bank, 'accounts')).toBe('closed');
  });
});
