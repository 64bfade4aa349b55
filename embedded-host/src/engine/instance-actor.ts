/**
 * The actor of one orchestration instance: takes messages, lets the pure core decide, commits, then acts.
 *
 * - A1 append before act: activities start, timers are armed and messages leave only after the commit of the turn that
 *   caused them.
 * - A2 a message is acknowledged when it is durable, in a turn or in the inbox.
 *
 * Guarded by `embedded-host/test/engine/append-before-act.test.ts`, the property tests and the crash tests.
 */
import type { InstanceRow, StoredMessage } from '../store/store';
import { askOrchestrator } from './ask';
import type { TurnEnd } from './conclude';
import { conclude, concludeTermination } from './conclude';
import type { EngineCore } from './core';
import { deliver } from './core';
import type { InstanceResident } from './directory';
import { dueTimers, nextDue } from './due-timers';
import { newGuid } from './ids';
import { Inbox } from './inbox';
import type { InstanceDelivery } from './instance-mailbox';
import { InstanceMailbox } from './instance-mailbox';
import { isFinished, newRow } from './instance-row';
import { orchestrationPlace } from './instance-trace';
import type { InstanceState, OpenTask } from './instance-state';
import { answersEntityCall, emptyState, evolve, isStarted } from './instance-state';
import { readRecord, stateFromJournal, writeRecord } from './journal';
import { settle, storedIds } from './mailbox';
import type { StartMessage } from './messages';
import { Outbox } from './outbox';
import type { OrchestratorDecision } from './reply';
import { rewind } from './rewind';
import { startActivities } from './start-activities';
import type { Turn } from './turn';
import { beginTurn, turnRecord } from './turn';
import type { SpanPlace, TraceFact } from './tracing';
import { turnFacts } from './turn-facts';
import { describeTurn } from './turn-commit';
import { versionMismatch } from './versions';

export class InstanceActor implements InstanceResident {
  readonly key: number;
  readonly id: string;
  readonly #core: EngineCore;
  readonly #mailbox = new InstanceMailbox();
  #inbox = new Inbox();
  #row: InstanceRow;
  /** What the turn under way has taken. */
  #inTurn: readonly InstanceDelivery[] = [];
  /** Loaded from the journal when a turn needs it. */
  #state: InstanceState | null;
  /** True while the row replaces an older, finished run under the same key. */
  #replacesOlder: boolean;
  /** Set when a turn left everything where it was: only a new message makes another turn worthwhile. */
  #isStuck = false;

  private constructor(core: EngineCore, row: InstanceRow, state: InstanceState | null, replacesOlder: boolean) {
    this.key = row.key;
    this.id = row.id;
    this.#core = core;
    this.#row = row;
    this.#state = state;
    this.#replacesOlder = replacesOlder;
  }

  /** An instance that begins; its row is committed with its first turn, or by the parent that starts it. */
  static begin(core: EngineCore, key: number, id: string, start: StartMessage, replacesOlder: boolean): InstanceActor {
    return new InstanceActor(core, newRow(key, id, start), emptyState(), replacesOlder);
  }

  /** An instance out of the store, with everything that waits in its inbox. */
  static load(core: EngineCore, row: InstanceRow): InstanceActor {
    const actor = new InstanceActor(core, row, null, false);
    const found = core.store.inbox(row.key);
    actor.#inbox = new Inbox(found);
    for (const stored of found) actor.#mailbox.addStored(stored);
    return actor;
  }

  get row(): InstanceRow {
    return this.#row;
  }

  receive(message: StoredMessage): void {
    if (this.#inbox.isKnown(message)) return;
    this.#mailbox.addStored(message);
    this.#wake();
  }

  accept(delivery: InstanceDelivery): void {
    this.#mailbox.add(delivery);
    this.#wake();
  }

  /** Delivers the timers that are due; also called after loading, to look at the inbox. */
  ring(): void {
    if (this.#mayTick()) this.#deliverDueTimers();
    this.#armTimer();
    if (this.hasWork()) this.#core.dispatcher.wake(this);
  }

  hasWork(): boolean {
    return !this.#mailbox.isEmpty && !this.#isStuck;
  }

  isParked(): boolean {
    return !this.#core.dispatcher.isBusy(this) && this.#mailbox.isDurable() && this.#row.status !== 'Pending';
  }

  isFinished(): boolean {
    return isFinished(this.#row);
  }

  abandon(reason: Error): void {
    for (const { onLost } of [...this.#inTurn, ...this.#mailbox.takeAll()]) onLost?.(reason);
  }

  /** After a restart: has every activity executed that was scheduled and whose answer is not in the inbox. */
  redispatch(): void {
    const open = [...this.#loaded().open.values()];
    this.#startActivities(open.filter(({ id, type }) => type === 'activity' && !this.#mailbox.hasAnswerTo(id)));
  }

  async run(): Promise<void> {
    if (this.#mailbox.isEmpty) return;
    if (isFinished(this.#row)) {
      await this.#runFinished();
      return;
    }
    if (this.#isForAnotherHost()) {
      await this.#keepForAnotherHost();
      return;
    }
    const turn = this.#beginTurn();
    const consumed = this.#mailbox.admitTo(turn);
    this.#inTurn = consumed;
    if (turn.received.length > 0) await this.#complete(turn, consumed);
    else await this.#keep(consumed);
  }

  #wake(): void {
    this.#isStuck = false;
    this.#core.dispatcher.wake(this);
  }

  #loaded(): InstanceState {
    return (this.#state ??= stateFromJournal(this.#core.store.journal(this.key)));
  }

  #outbox(): Outbox {
    return new Outbox(() => this.#core.ids.nextMessageId());
  }

  #mayTick(): boolean {
    return !isFinished(this.#row) && this.#row.status !== 'Suspended';
  }

  #deliverDueTimers(): void {
    const at = this.#core.clock.now();
    const { executionId } = this.#row;
    for (const { id: taskId } of dueTimers(this.#loaded(), this.#mailbox, at)) {
      this.#mailbox.add({ message: { type: 'timerDone', executionId, taskId, at } });
      this.#isStuck = false;
    }
  }

  #beginTurn(): Turn {
    const { id, name, executionId } = this.#row;
    const { settings, runner, clock } = this.#core;
    const place = this.#place();
    const instance = { id, name, executionId };
    const context = { instance, settings, functions: runner, newGuid, ...(place && { place }) };
    return beginTurn(context, this.#loaded(), clock.now());
  }

  /** Where it stands in its trace, while there is one. */
  #place(): SpanPlace | undefined {
    return this.#core.tracing && orchestrationPlace(this.#row);
  }

  /** Nothing became an event: drops what is superfluous and makes durable what has to wait. */
  async #keep(consumed: readonly InstanceDelivery[]): Promise<void> {
    this.#isStuck = true;
    const outbox = this.#outbox();
    const stored = isStarted(this.#loaded()) ? this.#storeVolatile(outbox) : [];
    const take = storedIds(consumed);
    const isNothing = take.length === 0 && stored.length === 0;
    const commit = isNothing ? Promise.resolve() : this.#core.commits.add({ take, ...outbox.toCommit() });
    await settle([...consumed, ...stored], commit);
  }

  /** Lets what is in memory only go to the durable inbox; returns the deliveries that become durable by it. */
  #storeVolatile(outbox: Outbox): InstanceDelivery[] {
    const volatile = this.#mailbox.takeVolatile();
    for (const { message } of volatile) outbox.send(this.key, message);
    for (const stored of outbox.messages) this.#mailbox.addStored(stored);
    return volatile;
  }

  /**
   * A finished instance takes nothing any more. One that has failed keeps what entities answer late: it may be rewound,
   * and entities are not called again. (Everything else was answered before the end: see `conclude.ts`.)
   */
  async #runFinished(): Promise<void> {
    const mail = this.#mailbox.takeAll();
    const outbox = this.#outbox();
    const isFailed = this.#row.status === 'Failed';
    const rewinding = isFailed ? mail.find(({ message }) => message.type === 'rewind') : undefined;
    const change = rewinding ? this.#rewind(rewinding, outbox) : {};
    const late = isFailed ? mail.filter(({ message }) => answersEntityCall(this.#loaded(), message)) : [];
    for (const stored of outbox.messages) this.#mailbox.addStored(stored);
    for (const delivery of late) this.#mailbox.add(delivery);
    this.#isStuck = rewinding === undefined;
    const take = storedIds(mail.filter((delivery) => !late.includes(delivery)));
    const isNothing = take.length === 0 && outbox.messages.length === 0;
    const commit = isNothing ? Promise.resolve() : this.#core.commits.add({ ...change, take, ...outbox.toCommit() });
    await settle(mail, commit);
  }

  #rewind({ message }: InstanceDelivery, outbox: Outbox) {
    const reason = 'reason' in message ? message.reason : null;
    const { record, taskIds } = rewind(this.#core.store.journal(this.key).map(readRecord));
    this.#state = emptyState();
    evolve(this.#state, record);
    const at = this.#core.clock.now();
    this.#row = { ...this.#row, status: 'Running', output: null, updatedAt: at };
    outbox.send(this.key, { type: 'rewound', reason, taskIds, at });
    const journal = { key: this.key, turn: 0, record: writeRecord(record) };
    return { truncate: [this.key], instance: this.#row, journal };
  }

  /** An instance of a version that this host must not run; ending it is allowed to every host. */
  #isForAnotherHost(): boolean {
    const { settings } = this.#core;
    if (settings.failsOtherVersions || versionMismatch(this.#row.version, settings) === null) return false;
    return !this.#mailbox.messages.some(({ type }) => type === 'terminate');
  }

  /** Makes everything durable as it is: it goes on under a host whose `defaultVersion` fits. */
  async #keepForAnotherHost(): Promise<void> {
    this.#isStuck = true;
    this.#core.log.warn(`Instance ${this.id} waits: ${versionMismatch(this.#row.version, this.#core.settings) ?? ''}`);
    const outbox = this.#outbox();
    const stored = this.#storeVolatile(outbox);
    const truncate = this.#replacesOlder ? { truncate: [this.key] } : {};
    this.#replacesOlder = false;
    const commit = this.#core.commits.add({ ...truncate, instance: this.#row, ...outbox.toCommit() });
    await settle(stored, commit);
  }

  async #complete(turn: Turn, consumed: readonly InstanceDelivery[]): Promise<void> {
    const decision =
      turn.resumesUserCode && !turn.terminated ? await askOrchestrator(this.#core, this.#row, turn) : null;
    const end = endOf(turn, decision);
    const outbox = this.#outbox();
    const facts = this.#facts(turn, decision, end);
    const commit = this.#apply(turn, decision, end, outbox);
    const take = storedIds(consumed);
    const done = this.#core.commits.add({ ...commit, ...(take.length > 0 && { take }) });
    if (!(await settle(consumed, done))) return;
    this.#act(turn, end, outbox);
    for (const fact of facts) this.#core.tracing?.tell?.(fact);
  }

  #facts(turn: Turn, decision: OrchestratorDecision | null, end: TurnEnd): TraceFact[] {
    if (!this.#core.tracing?.tell) return [];
    const now = this.#core.clock.now();
    return turnFacts({ row: this.#row, turn, end, invocation: decision?.invocation, now });
  }

  /** Brings memory up to date and describes the same step for the store. */
  #apply(turn: Turn, decision: OrchestratorDecision | null, end: TurnEnd, outbox: Outbox) {
    const record = turnRecord(turn);
    evolve(turn.state, record);
    const customStatus = decision ? decision.customStatus : this.#row.customStatus;
    const decided = { turn, record, end, customStatus, replacesOlder: this.#replacesOlder };
    const { row, commit } = describeTurn(this.#core, this.#row, decided, outbox);
    this.#row = row;
    this.#replacesOlder = false;
    if (end.type === 'continuedAsNew') {
      this.#state = emptyState();
      this.#mailbox.addStoredFirst(outbox.messages.filter(({ to }) => to === this.key));
    }
    return commit;
  }

  /** Everything here happens after the commit (A1). */
  #act(turn: Turn, end: TurnEnd, outbox: Outbox): void {
    this.#isStuck = false;
    // What a continued execution sent to itself is in the mailbox already.
    const isOver = end.type === 'continuedAsNew';
    deliver(this.#core, isOver ? outbox.messages.filter(({ to }) => to !== this.key) : outbox.messages);
    if (end.type === 'none') this.#startActivities(turn.activities);
    this.#armTimer();
    if (isFinished(this.#row)) this.#core.endings.tell(this.#row);
  }

  #armTimer(): void {
    this.#core.alarms.set(this.key, this.#mayTick() ? nextDue(this.#loaded(), this.#mailbox) : null);
  }

  #startActivities(tasks: readonly OpenTask[]): void {
    if (tasks.length === 0) return;
    const { executionId } = this.#row;
    const asking = { id: this.id, executionId, state: this.#loaded(), place: this.#place() };
    startActivities(this.#core, asking, tasks);
  }
}

function endOf(turn: Turn, decision: OrchestratorDecision | null): TurnEnd {
  if (turn.terminated) return concludeTermination(turn, turn.terminated.reason);
  return decision ? conclude(turn, decision) : { type: 'none' };
}
