/**
 * Where this host behaves otherwise than the real one on purpose, beyond its answers in the recordings
 * (`../management/differences.ts`). Each row stands in `docs/embedded-host/differences.md`, word for word.
 */
export interface Deliberate {
  readonly realHost: string;
  readonly here: string;
  readonly reason: string;
  /** Where it is proven, below `embedded-host/test`. */
  readonly file: string;
  readonly test: string;
}

const orchestrations = 'behaviours/orchestrations.test.ts';

export const deliberate: readonly Deliberate[] = [
  {
    realHost: 'Calling an activity or sub-orchestrator that does not exist is tried again for ever.',
    here: 'The instance fails and names the function.',
    reason: 'A mistyped name should be seen at once.',
    file: orchestrations,
    test: '63 fails a run that calls an unknown %s, and names it',
  },
  {
    realHost: 'A boolean activity input arrives as the text `True` or `False`.',
    here: 'It arrives as a boolean.',
    reason: 'No app can want the text; code written for it (`input === "True"`) has to be changed for this host.',
    file: orchestrations,
    test: '65 keeps the type of every activity input, booleans and null included',
  },
  {
    realHost: 'A string passed to `continueAsNew` comes back from `getInput()` with quotes around it.',
    here: 'It comes back as it was.',
    reason: 'The SDK encodes it once more than it is decoded; every other input is given back as it was.',
    file: 'engine/messages.test.ts',
    test: 'waits for an open activity, whose late answer the next execution never sees',
  },
  {
    realHost: 'Events that an execution has received and not awaited are lost when it continues as new.',
    here: 'The next execution receives them.',
    reason: 'Their senders were told 202; losing them depends on moments nobody can control.',
    file: 'engine/messages.test.ts',
    test: 'keeps id, custom status and events that nobody has awaited, and drops the output',
  },
  {
    realHost: 'A retry that ends early (its time is over, or the error says that a retry is useless) hangs.',
    here: 'The attempts that are left are written as failed, and the error surfaces.',
    reason: 'The SDK waits for the last attempt, whatever the framework decides.',
    file: 'engine/outcomes.test.ts',
    test: 'is not retried when it says so, and surfaces without a delay',
  },
  {
    realHost: 'An orchestrator that throws a text, or an error without a message, hangs.',
    here: 'The instance fails.',
    reason: 'The answer says that it threw; only the message is missing.',
    file: 'engine/outcomes.test.ts',
    test: 'fails, whatever it throws: %s',
  },
  {
    realHost: 'The failure of a terminated child cannot be read by the SDK, and the parent fails outside its `catch`.',
    here: 'The parent catches an error with the reason.',
    reason: 'The two texts that the SDK needs are both there.',
    file: 'engine/messages.test.ts',
    test: 'of a child fails the task of its parent with the reason',
  },
  {
    realHost: 'A task that is yielded again in another `Task.any` is started again.',
    here: 'It is started once.',
    reason: 'It is the same task, and its result belongs to both.',
    file: 'engine/messages.test.ts',
    test: 'do not make a race start its losers again',
  },
  {
    realHost: 'An event named by digits completes the task of that number.',
    here: 'It is refused with 400.',
    reason: 'It cannot be told apart from the answer to a task.',
    file: 'management/api.test.ts',
    test: 'refuses an event whose name the SDK would take for the number of a task',
  },
  {
    realHost: 'An event with an empty body is refused as invalid JSON.',
    here: 'It is taken as null.',
    reason: '`raiseEvent(id, name)` of the SDK sends exactly this.',
    file: 'management/api.test.ts',
    test: 'takes an event with an empty body as null',
  },
  {
    realHost: 'Purging by filter without statuses also removes what is running.',
    here: 'Only what has ended is removed.',
    reason: 'What runs cannot be brought back.',
    file: 'behaviours/control.test.ts',
    test: '42 purges by filter what has ended, and needs a time to begin at',
  },
  {
    realHost: 'Rewinding a run that used retry options can end as non-deterministic.',
    here: 'Its last attempt is opened again.',
    reason: 'The ids of attempts and timers stay those that the SDK counts.',
    file: 'behaviours/control.test.ts',
    test: '39 rewinds a run with retry options too, where the real host may call it non-deterministic',
  },
  {
    realHost: 'A signal that an entity sends to a name with capitals lands on an entity of its own.',
    here: 'It lands on the entity, whose name is kept in lower case.',
    reason: 'Names of entities ignore case everywhere else.',
    file: 'behaviours/entities.test.ts',
    test: '44 lets an entity signal another one by a name with capitals',
  },
  {
    realHost: 'An entity function that fails as a whole is tried again for ever.',
    here: 'Its callers get the error, its state stays, its signals are dropped.',
    reason: 'The batch would fail in the same way again, and nobody would learn of it.',
    file: 'engine/entity-batch.test.ts',
    test: 'keeps the state and answers every call with the error when the function fails as a whole',
  },
  {
    realHost: 'Without `defaultVersion`, an instance with a version is newer than the host and never runs.',
    here: 'A host without a version runs every version.',
    reason: 'Where no version is configured nothing can be newer than it.',
    file: 'engine/versions.test.ts',
    test: 'does not matter to a host without a version of its own',
  },
  {
    realHost: 'Entities are in the list of instances, as running ones, with the Azure Storage backend.',
    here: 'They are in the list of entities only, as with the other backends.',
    reason: 'An entity is no orchestration: it has neither input nor end.',
    file: 'behaviours/entities.test.ts',
    test: '45 lists entities of a name, with their state on request',
  },
  {
    realHost: 'The schema numbers are 1 and 3, and the lengths of timers are .NET time spans.',
    here: 'Both numbers are 3, and the lengths are milliseconds.',
    reason: 'The SDK reads the newer number and takes either form; the shorter one is read on every turn.',
    file: 'behaviours/sdk.test.ts',
    test: '76 hands an orchestrator everything that the SDK asks for',
  },
  {
    realHost: 'An orchestrator is asked once more when its instance is terminated or suspended.',
    here: 'It is not asked.',
    reason: 'Its answer is ignored.',
    file: 'engine/orchestrations.test.ts',
    test: 'terminates at once',
  },
];
