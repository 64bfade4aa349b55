import type { EntityBehaviour, EntityImplementation } from '../../shared/contract';
import { implementEntity } from '../../shared/implement-entity';
import { startClaim } from './contract';

export function startClaimEntity(): EntityImplementation {
  return implementEntity<typeof startClaim>({
    contract: startClaim,
    initialState: () => ({ claim: null }),
    operations: {
      claim: ({ claim }, asked) => {
        const answer = claim ?? asked;
        return { state: { claim: answer }, answer };
      },
      takeOver: ({ claim }, { from, to }) => {
        const taken = claim?.claimant === from ? { ...claim, claimant: to } : claim;
        return { state: { claim: taken }, answer: taken };
      },
    },
  } satisfies EntityBehaviour<typeof startClaim>);
}
