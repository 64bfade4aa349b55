import type { RegisteredFunction } from '../../app-loader/registry';
import { httpEndpoint, isHttp } from '../../bindings/http-trigger';
import type { Access } from './access';
import { keyedAccess, openAccess } from './access';
import { KeyRing } from './key-ring';
import { loadKeys } from './keys-file';
import { LocalDoor } from './local-door';

/** Who is let in, and what those need who hand out links or call from within. */
export interface Admission {
  readonly access: Access;
  /** Key that links to the management API carry. */
  readonly code: string | undefined;
  /** Path under which this process itself needs no key. */
  readonly doorPath: string | undefined;
}

/** Without a file of keys, everybody is let in. */
export function admissionFor(keysFile: string | undefined, functions: readonly RegisteredFunction[]): Admission {
  if (keysFile === undefined) return { access: openAccess, code: undefined, doorPath: undefined };
  const locked = functions.filter(
    (registered) => isHttp(registered) && httpEndpoint(registered).authLevel === 'function',
  );
  const names = locked.map(({ name }) => name);
  const keys = new KeyRing(loadKeys(keysFile, names));
  const door = new LocalDoor();
  return { access: keyedAccess(keys, door), code: keys.systemKey, doorPath: door.path };
}
