/** Entity ids: `@name@key`; names ignore case and are kept in lower case, keys are kept as they are. */
import type { EntityAddress } from './contract';

export function entityId(address: EntityAddress): string {
  return `@${address.name.toLowerCase()}@${address.key}`;
}

/** Normalises an id that came from the SDK, which keeps the caller's casing of the name in some places. */
export function entityIdOf(id: string): string {
  return entityId(parseEntityId(id));
}

/** The key may contain `@`: only the second one divides. */
export function parseEntityId(id: string): EntityAddress {
  const second = id.indexOf('@', 1);
  return second < 0 ? { name: id.slice(1), key: '' } : { name: id.slice(1, second), key: id.slice(second + 1) };
}

export function isEntityId(id: string): boolean {
  return id.startsWith('@') && id.indexOf('@', 1) > 0;
}
