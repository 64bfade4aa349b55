import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadKeys } from '../../src/http/access/keys-file';
import { temporaryFolder } from '../cli/spawned-host';

describe('the file of keys', () => {
  let folder = temporaryFolder();
  let file = '';
  beforeEach(() => {
    folder = temporaryFolder();
    file = join(folder.path, 'keys.json');
  });
  afterEach(() => folder.remove());

  it('is made with long keys, each its own, for its owner alone', () => {
    const { masterKey, functionKeys, systemKeys, functions } = loadKeys(file, ['one']);
    const all = [masterKey, functionKeys['default'], systemKeys.durabletask_extension, functions['one']?.['default']];
    expect(new Set(all).size).toBe(4);
    for (const key of all) expect(key).toMatch(/^[\w-]{54}$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('keeps what it holds and gains what is missing', () => {
    const before = loadKeys(file, ['one']);
    const after = loadKeys(file, ['one', 'two']);
    expect(after).toEqual({ ...before, functions: { ...before.functions, two: { default: expect.any(String) } } });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(after);
  });

  it('is closed again when somebody opened it to others', () => {
    loadKeys(file, []);
    chmodSync(file, 0o644);
    loadKeys(file, []);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.each(['{"masterKey": ""}', '{"masterKey": 5}', '[]'])('is refused with its name when it holds %s', (text) => {
    writeFileSync(file, text);
    expect(() => loadKeys(file, [])).toThrow(/keys\.json: /);
  });
});
