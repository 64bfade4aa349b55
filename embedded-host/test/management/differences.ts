/** Where this host's answers differ from the recorded ones on purpose. Each entry has to be needed. */
interface Difference {
  readonly scenario: string;
  /** Numbers of the exchanges in the recording. */
  readonly exchanges: readonly number[];
  readonly reason: string;
  /** A matter of moments: the answers may also agree. */
  readonly maybe?: boolean;
}

const keys = 'Keys are not asked for, as with `func start`; the recorded host was started with authorization.';
const jsonParser = 'The sentence about broken JSON comes from another parser.';
const friendlyFailure =
  'The real host retries an unknown function for ever and the instance hangs; here it fails with a message that names it.';

export const differences: readonly Difference[] = [
  { scenario: 'events_variants', exchanges: [2], reason: jsonParser },
  { scenario: 'function_http_surface', exchanges: [4], reason: 'The page at the root is this host’s own.' },
  { scenario: 'function_http_surface', exchanges: [5], reason: keys },
  {
    scenario: 'js_client_api',
    exchanges: [24],
    reason: 'One listener serves the public and the local calls of the SDK, and no key is part of the URLs.',
  },
  {
    scenario: 'js_client_api',
    exchanges: [25],
    reason: 'Lists the failed instances of all scenarios on this host.',
    maybe: true,
  },
  {
    scenario: 'non_deterministic',
    exchanges: [2],
    reason: 'The turn that is refused leaves no scheduling events behind; the recorded history keeps its timer.',
  },
  {
    scenario: 'sequence3',
    exchanges: [1],
    reason: 'The recording caught the instance before its first turn; here it has ended by then.',
    maybe: true,
  },
  { scenario: 'start_api', exchanges: [5, 6], reason: jsonParser },
  { scenario: 'status_api_errors', exchanges: [2, 3], reason: keys },
  {
    scenario: 'suborchestration_fails',
    exchanges: [4],
    reason: 'A child that is called with null has the input text "null", where the real host keeps none.',
  },
  { scenario: 'unknown_functions', exchanges: [4, 5, 7, 8], reason: friendlyFailure },
];

export function differencesOf(scenario: string): {
  readonly known: ReadonlySet<number>;
  readonly maybe: ReadonlySet<number>;
} {
  const own = differences.filter((difference) => difference.scenario === scenario);
  return {
    known: new Set(own.flatMap(({ exchanges }) => exchanges)),
    maybe: new Set(own.filter(({ maybe }) => maybe).flatMap(({ exchanges }) => exchanges)),
  };
}
