/** What a host that takes the protocol at face value does wrong, and the test that keeps this one from doing it. */
export interface Gotcha {
  readonly naive: string;
  /** Below `embedded-host/test`. */
  readonly file: string;
  /** How the title of the test begins. */
  readonly test: string;
}

const properties = 'engine/engine.properties.test.ts';
const orchestrations = 'engine/orchestrations.test.ts';
const outcomes = 'engine/outcomes.test.ts';
const messages = 'engine/messages.test.ts';
const api = 'management/api.test.ts';
const handed = 'management/handed.test.ts';
const recordings = 'management/recordings.test.ts';
const seen = 'behaviours/orchestrations.test.ts';
const sdk = 'behaviours/sdk.test.ts';
const control = 'behaviours/control.test.ts';

/** In the order of their numbers, from 1. */
export const gotchas: readonly Gotcha[] = [
  { naive: 'numbers tasks by its own list', file: seen, test: '68 numbers poll and retry timers as the SDK counts' },
  { naive: 'takes any messages into one turn', file: properties, test: 'counts sequence ids exactly as the SDK does' },
  { naive: 'has no timer after the last failed attempt', file: orchestrations, test: 'fails with the last error when' },
  { naive: 'stops retrying early', file: outcomes, test: 'is not retried when it says so, and surfaces without' },
  { naive: 'starts repeated leaves again', file: messages, test: 'do not make a race start its losers again' },
  { naive: 'sends new events only', file: sdk, test: '77 hands over a history of numbered events' },
  { naive: 'sends no Details or no Result', file: handed, test: 'is as recorded when $scenario' },
  { naive: 'sends event types as names', file: sdk, test: '77 hands over a history of numbered events' },
  { naive: 'takes isDone for the end', file: seen, test: '61 continues as new under the same id' },
  { naive: 'looks for `error` to see a failure', file: outcomes, test: 'fails, whatever it throws' },
  {
    naive: 'parses the thrown message as JSON',
    file: sdk,
    test: '79 reads actions and custom status out of a failure',
  },
  { naive: 'completes while tasks are open', file: messages, test: 'waits for an open activity, whose late answer' },
  {
    naive: 'fires timers early',
    file: 'testing/skip.test.ts',
    test: 'fires a timer of 45 days, and not a millisecond',
  },
  { naive: 'stamps turns anew on replay', file: seen, test: '56 makes the same GUIDs on replay' },
  { naive: 'forgets that timers are cancelled', file: seen, test: '53 lets the first task win, and a cancelled timer' },
  { naive: 'keeps a custom status that is absent', file: outcomes, test: 'is cleared by an answer that has none' },
  { naive: 'expects falsy custom statuses', file: outcomes, test: 'cannot be set to %j: the SDK never sends it' },
  { naive: 'encodes answers of entities twice', file: handed, test: 'is as recorded when $scenario' },
  { naive: 'sends what an entity threw as text of its own', file: recordings, test: 'answers as recorded when' },
  {
    naive: 'rolls an entity back',
    file: 'engine/entities.test.ts',
    test: 'keeps what it had set when an operation throws',
  },
  { naive: 'leaves out the slash of rpcBaseUrl', file: sdk, test: '74 binds the durable client with all its members' },
  { naive: 'forgets WEBSITE_HOSTNAME', file: sdk, test: '75 sets WEBSITE_HOSTNAME to its own address' },
  { naive: 'refuses a rewind with 410', file: control, test: '38 rewinds only what has failed' },
  {
    naive: 'leaves members of a status out',
    file: 'behaviours/status.test.ts',
    test: '14 shows exactly eight members',
  },
  { naive: 'shows a history under another name', file: recordings, test: 'answers as recorded when' },
  {
    naive: 'takes `""` for no input',
    file: 'behaviours/starting.test.ts',
    test: '8 hands the input %j through unchanged',
  },
  { naive: 'refuses events without a body', file: api, test: 'takes an event with an empty body as null' },
  {
    naive: 'hands over an empty query',
    file: 'http/app-functions.test.ts',
    test: 'joins a repeated query key by commas',
  },
  { naive: 'loads one file', file: 'app-loader/load-app.test.ts', test: 'loads every file that matches' },
  { naive: 'offers the core module too late', file: sdk, test: '80 loads every file that main matches' },
  { naive: 'runs the app in the test runner', file: 'testing/test-host.test.ts', test: 'serves the app over HTTP' },
  {
    naive: 'minds the case of names',
    file: 'behaviours/starting.test.ts',
    test: '6 ignores the case of function names',
  },
  { naive: 'minds the case of entities', file: 'behaviours/entities.test.ts', test: '44 answers the bare state' },
  { naive: 'takes events named by digits', file: api, test: 'refuses an event whose name the SDK would take' },
  { naive: 'hands JSON text to activities', file: seen, test: '65 keeps the type of every activity input' },
  {
    naive: 'has the SDK turn texts named Timestamp into dates',
    file: 'bindings/function-runner.test.ts',
    test: 'is handed what the SDK asks for as own properties',
  },
  { naive: 'trusts replays', file: messages, test: 'may spell names in another case, and fails with a message' },
  {
    naive: 'waits with one setTimeout',
    file: 'clock/system-clock.test.ts',
    test: 'rings after more days than setTimeout can wait',
  },
  { naive: 'says that control has happened', file: control, test: '35 makes no progress while it is suspended' },
  { naive: 'purges what runs', file: control, test: '42 purges by filter what has ended' },
];
