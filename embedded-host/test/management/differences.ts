/** Where this host's answers differ from the recorded ones on purpose. Each entry has to be needed. */
export interface Difference {
  readonly scenario: string;
  /** Numbers of the exchanges in the recording. */
  readonly exchanges: readonly number[];
  /** What differs: paths into status, headers and body. Everything else has to agree. */
  readonly differs: readonly string[];
  readonly reason: string;
  /** A matter of moments: the answers may also agree. */
  readonly maybe?: true;
}

const jsonParser = 'The sentence about broken JSON comes from another parser.';
const friendlyFailure =
  'The real host tries an unknown function again for ever and the instance hangs; here it fails with a message that names it.';

export const differences: readonly Difference[] = [
  { scenario: 'events_variants', exchanges: [2], differs: ['body.ExceptionMessage'], reason: jsonParser },
  {
    scenario: 'function_http_surface',
    exchanges: [4],
    differs: ['headers', 'body'],
    reason: 'The page at the root is this host’s own.',
  },
  {
    scenario: 'js_client_api',
    exchanges: [24],
    differs: ['body.value.rpcBaseUrl'],
    reason: 'One listener serves the public calls and the local ones of the SDK.',
  },
  {
    scenario: 'js_client_api',
    exchanges: [25],
    differs: ['body'],
    reason: 'Lists the failed instances of all scenarios on this host.',
    maybe: true,
  },
  {
    scenario: 'non_deterministic',
    exchanges: [2],
    differs: ['body.historyEvents'],
    reason:
      'What a refused replay wanted to do instead was never done, so it is not in the history; the real host keeps its timer there.',
  },
  {
    scenario: 'sequence3',
    exchanges: [1],
    differs: ['status', 'headers', 'body'],
    reason: 'The recording caught the instance before its first turn; here it may have ended by then.',
    maybe: true,
  },
  { scenario: 'start_api', exchanges: [5, 6], differs: ['body.ExceptionMessage'], reason: jsonParser },
  {
    scenario: 'unknown_functions',
    exchanges: [4, 7],
    differs: ['status', 'headers', 'body.runtimeStatus', 'body.output'],
    reason: friendlyFailure,
  },
  {
    scenario: 'unknown_functions',
    exchanges: [5, 8],
    differs: ['status', 'headers', 'body.runtimeStatus', 'body.output', 'body.historyEvents'],
    reason: friendlyFailure,
  },
];

export function differenceAt(scenario: string, exchange: number): Difference | undefined {
  return differences.find((each) => each.scenario === scenario && each.exchanges.includes(exchange));
}
