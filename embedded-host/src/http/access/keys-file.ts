import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { parseSettings, readJsonFile } from '../../app-loader/json-file';
import { writeStateFile } from '../../state-file';
import type { Keys } from './key-ring';

const Key = z.string().min(1);
const Named = z.record(z.string(), Key);

const KeysFile = z.object({
  masterKey: Key.optional(),
  functionKeys: Named.optional(),
  systemKeys: z.object({ durabletask_extension: Key.optional() }).optional(),
  functions: z.record(z.string(), Named).optional(),
});

const KEY_BYTES = 40;

/**
 * Reads the keys of a host and makes those that are missing, one for each of the given functions among them. The file
 * belongs to its owner alone. Throws a HostError for a file that holds something else.
 */
export function loadKeys(file: string, functionNames: readonly string[]): Keys {
  const known = parseSettings(KeysFile, readJsonFile(file) ?? {}, file);
  const keys: Keys = {
    masterKey: known.masterKey ?? newKey(),
    functionKeys: known.functionKeys ?? { default: newKey() },
    systemKeys: { durabletask_extension: known.systemKeys?.durabletask_extension ?? newKey() },
    functions: {
      ...Object.fromEntries(functionNames.map((name) => [name, { default: newKey() }])),
      ...known.functions,
    },
  };
  writeStateFile(file, keys);
  return keys;
}

function newKey(): string {
  return randomBytes(KEY_BYTES).toString('base64url');
}
