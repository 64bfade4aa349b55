import type { EntityBehaviour, EntityImplementation } from '../../shared/contract';
import { implementEntity } from '../../shared/implement-entity';
import { emailVerification } from './contract';

export function emailVerificationEntity(): EntityImplementation {
  return implementEntity<typeof emailVerification>({
    contract: emailVerification,
    initialState: () => ({ secretHashes: [], expiresAt: null, ending: null }),
    operations: {
      mailed: (state, { secretHash, expiresAt }) => ({
        state: { ...state, expiresAt, secretHashes: [...new Set([...state.secretHashes, secretHash])] },
        answer: { outcome: 'noted' },
      }),
      close: (state, ending) => ({
        state: { ...state, ending: state.ending ?? ending },
        answer: { outcome: 'noted' },
      }),
    },
  } satisfies EntityBehaviour<typeof emailVerification>);
}
