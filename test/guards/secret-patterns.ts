/** What a secret looks like, and what looks like one and is known to everybody. */

interface SecretPattern {
  readonly kind: string;
  /** The first group, where there is one, is what is kept secret. */
  readonly pattern: RegExp;
}

/** Written so that no line of this file, nor of its test, is a hit itself. */
const secretPatterns: readonly SecretPattern[] = [
  { kind: 'private key', pattern: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----/g },
  { kind: 'account or access key', pattern: /\b(?:Account|SharedAccess)Key=([A-Za-z0-9+/]{20,}={0,2})/gi },
  { kind: 'shared access signature', pattern: /[?&;]sig=([A-Za-z0-9%+/]{30,}(?:={1,2}|%3D)?)/gi },
  { kind: 'instrumentation key', pattern: /\bInstrumentationKey=(?!00000000-)([0-9a-f]{8}-[0-9a-f-]{27})/gi },
  { kind: 'password in a connection string', pattern: /\b(?:Password|Pwd)=(?!\{|<|\$|%)([^;\s"'`]{4,});?/gi },
  { kind: 'password in a URL', pattern: /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"'`]+:([^\s/:@"'`${<]{4,})@/gi },
  { kind: 'client secret of Entra', pattern: /(?<![\w~.-])([\w~.-]{3}[78]Q~[\w~.-]{31,34})(?![\w~.-])/g },
  { kind: 'JSON Web Token', pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/g },
  { kind: 'GitHub token', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{50,})\b/g },
  { kind: 'npm token', pattern: /\bnpm_[A-Za-z0-9]{36}\b|_authToken\s*=\s*[^\s$]{10,}/g },
  { kind: 'AWS key', pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g },
  { kind: 'Google key', pattern: /\bAIza[\w-]{35}\b/g },
  { kind: 'Slack token', pattern: /\bxox[abprs]-[\w-]{10,}\b/g },
  { kind: 'Stripe key', pattern: /\b[sr]k_live_[A-Za-z0-9]{16,}\b/g },
  {
    kind: 'key of Azure DevOps or Functions',
    pattern: /\b[\w-]{44}AzFu[\w-]{6,8}={0,2}|\b[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}\b/g,
  },
  { kind: 'bearer token', pattern: /\bAuthorization:\s*(?:Bearer|Basic)\s+([\w+/.=-]{30,})/gi },
  {
    kind: 'assigned secret',
    pattern:
      /\b(?:api[_-]?key|client[_-]?secret|secret|token|passw(?:or)?d)["']?\s*[:=]\s*["']([A-Za-z0-9+/_-]{32,}={0,2})["']/gi,
  },
  { kind: 'path of a machine', pattern: /(?<![\w./-])\/(?:home|Users|root|work)\/[\w.-]+\/|\b[A-Z]:\\Users\\/g },
  {
    kind: 'host of a private registry',
    pattern:
      /\b(?:https?:)?\/\/(?:pkgs\.dev\.azure\.com|npm\.pkg\.github\.com|[\w.-]*(?:artifactory|nexus|verdaccio|codeartifact)[\w.-]*)(?=[/:])/gi,
  },
];

/** What looks like a secret, and opens nothing that is not open already. */
const knownToEverybody: ReadonlySet<string> = new Set([
  // Azurite's, which Microsoft publishes; every emulator in the world has it.
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==',
  // Made up, for the ingestion endpoint of our tests.
  '11111111-2222-3333-4444-555555555555',
]);

interface Hit {
  readonly kind: string;
  readonly text: string;
}

export function secretsIn(content: string): readonly Hit[] {
  return secretPatterns.flatMap(({ kind, pattern }) =>
    [...content.matchAll(pattern)]
      .filter(([text, secret = text]) => !knownToEverybody.has(secret))
      .map(([text]) => ({ kind, text })),
  );
}

export const secretKinds = secretPatterns.map(({ kind }) => kind);
