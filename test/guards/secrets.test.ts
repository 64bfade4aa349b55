import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from './fixture-tree';
import { secretKinds, secretsIn } from './secret-patterns';

/** In pieces, so that this file holds none of them. */
const joined = (...pieces: readonly string[]) => pieces.join('');
const many = (length: number) => 'Ab3dE5gH7jK9mN1pQ2sT4vW6xY8z'.repeat(4).slice(0, length);

const examples: readonly (readonly [kind: string, text: string])[] = [
  ['private key', joined('-----BEGIN RSA PRIVATE', ' KEY-----')],
  ['private key', joined('-----BEGIN PRIVATE', ' KEY-----')],
  ['private key', joined('-----BEGIN OPENSSH PRIVATE', ' KEY-----')],
  ['account or access key', joined('DefaultEndpointsProtocol=https;AccountName=shop;Account', 'Key=', many(86), '==')],
  ['account or access key', joined('Endpoint=sb://shop/;SharedAccessKeyName=all;SharedAccess', 'Key=', many(43), '=')],
  ['shared access signature', joined('https://shop.blob.core.windows.net/a?sv=2024&si', 'g=', many(43), '%3D')],
  ['instrumentation key', joined('Instrumentation', 'Key=0a1b2c3d-0000-1111-2222-333344445555')],
  ['password in a connection string', joined('Server=tcp:shop;User Id=app;Pass', 'word=correct-horse;')],
  ['password in a URL', joined('postgres://app:correct', '-horse@database/shop')],
  ['client secret of Entra', joined('abc8', 'Q~', many(34))],
  ['JSON Web Token', joined('ey', 'J', many(20), '.ey', 'J', many(40), '.', many(43))],
  ['GitHub token', joined('gh', 'p_', many(36))],
  ['GitHub token', joined('github', '_pat_', many(60))],
  ['npm token', joined('npm', '_', many(36))],
  ['npm token', joined('//registry.npmjs.org/:_auth', 'Token=', many(20))],
  ['AWS key', joined('AK', 'IAIOSFODNN7EXAMPLE')],
  ['Google key', joined('AI', 'za', many(35))],
  ['Slack token', joined('xo', 'xb-1234567890-abcdef')],
  ['Stripe key', joined('sk', '_live_', many(24))],
  ['key of Azure DevOps or Functions', joined(many(44), 'Az', 'Fu', many(8), '==')],
  ['key of Azure DevOps or Functions', joined(many(76), 'AZ', 'DO', many(4))],
  ['bearer token', joined('Authorization: Bear', 'er ', many(40))],
  ['assigned secret', joined('client', 'Secret: "', many(40), '"')],
  ['path of a machine', joined('/ho', 'me/ada/shop/index.js')],
  ['path of a machine', joined('C:', '\\Users\\ada')],
  ['host of a private registry', joined('https://pkgs.dev', '.azure.com/shop/_packaging')],
  ['host of a private registry', joined('https://shop.jfrog-artifactory', '.example/api/npm')],
];

const harmless: readonly (readonly [what: string, text: string])[] = [
  [
    'the key of every Azurite',
    joined('Account', 'Key=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='),
  ],
  ['an instrumentation key of zeros', joined('Instrumentation', 'Key=00000000-0000-0000-0000-000000000000')],
  ['a reference to a vault', '@Microsoft.KeyVault(SecretUri=https://shop.vault.azure.net/secrets/links-key)'],
  [
    'a connection string without a secret',
    'Endpoint=https://shop.durabletask.io;Authentication=ManagedIdentity;ClientID=…',
  ],
  ['a variable in place of a password', joined('Pass', 'word=$DB_PASSWORD;')],
  ['a path below a folder of the project', 'src/home/ada/shop'],
];

/** Binary files have no lines; a secret in one would be read as Latin-1, which keeps every ASCII letter. */
const tracked = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
  cwd: projectRoot,
})
  .toString('utf8')
  .split('\0')
  .filter((path) => path !== '' && existsSync(join(projectRoot, path)));

describe('the search for secrets', () => {
  it.each(examples)('knows a %s: %j', (kind, text) => {
    expect(secretsIn(`before ${text} after`).map((hit) => hit.kind)).toContain(kind);
  });

  it('is shown an example of each kind', () => {
    expect([...new Set(examples.map(([kind]) => kind))].sort()).toEqual([...secretKinds].sort());
  });

  it.each(harmless)('leaves %s alone', (_, text) => {
    expect(secretsIn(text)).toEqual([]);
  });

  it('reads every file that is tracked or about to be', () => {
    expect(tracked).toEqual(expect.arrayContaining(['package.json', 'package-lock.json', 'src/index.ts', '.ci/run']));
  });
});

describe('the repository', () => {
  it('holds no secret, no path of a machine and no private registry', () => {
    const found = tracked.flatMap((path) =>
      secretsIn(readFileSync(join(projectRoot, path), 'latin1')).map(({ kind, text }) => `${path}: ${kind}: ${text}`),
    );
    expect(found).toEqual([]);
  });
});
