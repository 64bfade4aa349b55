/**
 * The actor of one orchestration instance: takes messages, lets the pure core decide, commits, then acts.
 *
 * - A1 append before act: activities start, timers are armed and messages leave only after the commit of the turn that
 *   caused them.
 * - A2 a message is acknowledged when it is durable, in a turn or in the inbox.
 *
 * Guarded by `embedded-host/test/engine/instance-actor.test.ts` and the crash tests.
 */
import type { Commit, InstanceRow, StoredMessage } from '../store/store';
import { unconsumedEvents } from './carry-over';
import type { TurnEnd } from './conclude';
import { conclude, concludeTermination } from './conclude';
import type { EngineCore } from './core';
import { deliver } from './core';
import type { InstanceResident } from './directory';
import { unknownFunctionText } from './failures';
import { newGuid } from './ids';
import { isFinished, newRow, parentOf, rowAfter } from './instance-row';
import type { InstanceState, OpenTask } from './instance-state';
import { emptyState, evolve, isStarted } from './instance-state';
import { admit } from './intake';
import { stateFromJournal, writeRecord } from './journal';
import type { Delivery } from './mailbox';
import { settle, storedIds } from './mailbox';
import type { ActivityDone, OrchestratorMessage, StartMessage } from './messages';
import { Outbox, messageOf } from './outbox';
import type { OrchestratorDecision } from './reply';
import { readReply } from './reply';
import { addressAll, answerParent } from './send';
import type { Turn } from './turn';
import { beginTurn, historyForReplay, leafAt, turnRecord } from './turn';

type InstanceDelivery = Delivery<OrchestratorMessage>;

interface Intake {
  readonly consumed: InstanceDelivery[];
  readonly left: InstanceDelivery[];
}

export class InstanceActor implements InstanceResident {
  readonly key: number;
  readonly id: string;
  readonly #core: EngineCore;
  #row: InstanceRow;
  /** Loaded from the journal when a turn needs it. */
  #state: InstanceState | null;
  #mailbox: InstanceDelivery[];
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
    this.#mailbox = [];
    this.#replacesOlder = replacesOlder;
  }

  /** An instance that begins; its row is committed with its first turn, or by the parent that starts it. */
  static begin(core: EngineCore, key: number, id: string, start: StartMessage, replacesOlder: boolean): InstanceActor {
    return new InstanceActor(core, newRow(key, id, start), emptyState(), replacesOlder);
  }

  /** An instance out of the store, with everything that waits in its inbox. */
  static load(core: EngineCore, row: InstanceRow): InstanceActor {
    const actor = new InstanceActor(core, row, null, false);
    for (const stored of core.store.inbox(row.key)) actor.#put(stored);
    return actor;
  }

  get row(): InstanceRow {
    return this.#row;
  }

  receive(message: StoredMessage): void {
    this.#put(message);
    this.#wake();
  }

  accept(delivery: InstanceDelivery): void {
    this.#mailbox.push(delivery);
    this.#wake();
  }

  /** Delivers the timers that are due; also called after loading, to look at the inbox. */
  ring(): void {
    if (isFinished(this.#row) || this.#row.status === 'Suspended') {
      this.#wakeIfWork();
      return;
    }
    const now = this.#core.clock.now();
    for (const task of this.#loaded().open.values()) {
      if (task.fireAt === undefined || task.fireAt > now || this.#isAnswered(task.id)) continue;
      this.#mailbox.push({
        message: { type: 'timerDone', executionId: this.#row.executionId, taskId: task.id, at: now },
      });
      this.#isStuck = false;
    }
    this.#armTimer();
    this.#wakeIfWork();
  }

  hasWork(): boolean {
    return this.#mailbox.length > 0 && !this.#isStuck;
  }

  isParked(): boolean {
    const isBusy = this.#core.dispatcher.isBusy(this);
    return !isBusy && this.#mailbox.every(({ storedId }) => storedId !== undefined) && this.#row.status !== 'Pending';
  }

  isFinished(): boolean {
    return isFinished(this.#row);
  }

  /** After a restart: has every activity executed that was scheduled and not answered. */
  redispatch(): void {
    for (const task of this.#loaded().open.values()) if (task.type === 'activity') this.#startActivity(task);
  }

  async run(): Promise<void> {
    if (this.#mailbox.length === 0) return;
    if (isFinished(this.#row)) return this.#discard();
    const turn = this.#beginTurn();
    const { consumed, left } = this.#intake(turn);
    this.#mailbox = left;
    if (turn.received.length > 0) await this.#complete(turn, consumed);
    else await this.#keep(consumed);
  }

  #put(stored: StoredMessage): void {
    // Only orchestrator messages are ever sent to the key of an instance.
    this.#mailbox.push({ message: messageOf(stored) as OrchestratorMessage, storedId: stored.id });
  }

  #wake(): void {
    this.#isStuck = false;
    this.#core.dispatcher.wake(this);
  }

  #wakeIfWork(): void {
    if (this.hasWork()) this.#core.dispatcher.wake(this);
  }

  #loaded(): InstanceState {
    return (this.#state ??= stateFromJournal(this.#core.store.journal(this.key)));
  }

  #isAnswered(taskId: number): boolean {
    return this.#mailbox.some(({ message }) => 'taskId' in message && message.taskId === taskId);
  }

  #beginTurn(): Turn {
    const { id, name, executionId } = this.#row;
    const { settings, runner, clock } = this.#core;
    const context = { instance: { id, name, executionId }, settings, functions: runner, newGuid };
    return beginTurn(context, this.#loaded(), clock.now());
  }

  #intake(turn: Turn): Intake {
    const consumed: InstanceDelivery[] = [];
    const left: InstanceDelivery[] = [];
    for (const [index, delivery] of this.#inOrder().entries()) {
      const admission = admit(turn, delivery.message);
      if (admission === 'deferred') return { consumed, left: [...left, ...this.#inOrder().slice(index)] };
      if (admission === 'held') left.push(delivery);
      else consumed.push(delivery);
      if (turn.terminated) return { consumed: [...consumed, ...left, ...this.#inOrder().slice(index + 1)], left: [] };
    }
    return { consumed, left };
  }

  /** Until an execution has begun, its start comes first, whatever arrived before it. */
  #inOrder(): readonly InstanceDelivery[] {
    if (isStarted(this.#loaded())) return this.#mailbox;
    const start = this.#mailbox.find(({ message }) => message.type === 'start');
    return start ? [start, ...this.#mailbox.filter((each) => each !== start)] : [];
  }

  /** Nothing became an event: drops what is superfluous and makes durable what has to wait. */
  async #keep(consumed: readonly InstanceDelivery[]): Promise<void> {
    const outbox = new Outbox(() => this.#core.ids.nextMessageId());
    const volatile = isStarted(this.#loaded()) ? this.#mailbox.filter(({ storedId }) => storedId === undefined) : [];
    for (const { message } of volatile) outbox.send(this.key, message);
    this.#mailbox = this.#mailbox.filter((each) => !volatile.includes(each));
    for (const stored of outbox.messages) this.#put(stored);
    this.#isStuck = true;
    const take = storedIds(consumed);
    const isNothing = take.length === 0 && volatile.length === 0;
    const commit = isNothing ? Promise.resolve() : this.#core.commits.add({ take, ...outbox.toCommit() });
    await settle([...consumed, ...volatile], commit);
  }

  /** A finished instance takes nothing any more. */
  async #discard(): Promise<void> {
    const dropped = this.#mailbox.splice(0);
    const take = storedIds(dropped);
    await settle(dropped, take.length === 0 ? Promise.resolve() : this.#core.commits.add({ take }));
  }

  async #complete(turn: Turn, consumed: readonly InstanceDelivery[]): Promise<void> {
    const decision = turn.resumesUserCode && !turn.terminated ? await this.#ask(turn) : null;
    const end = this.#end(turn, decision);
    const outbox = new Outbox(() => this.#core.ids.nextMessageId());
    const commit = this.#apply(turn, decision, end, outbox);
    const take = storedIds(consumed);
    if (await settle(consumed, this.#core.commits.add({ ...commit, ...(take.length > 0 && { take }) })))
      this.#act(turn, end, outbox);
  }

  async #ask(turn: Turn): Promise<OrchestratorDecision> {
    const { runner } = this.#core;
    const name = runner.resolve('orchestrator', this.#row.name);
    if (name === undefined) return unknownOrchestrator(this.#row.name, runner.names('orchestrator'));
    const reply = await runner.runOrchestrator({
      name,
      instanceId: this.id,
      parentInstanceId: parentOf(this.#row)?.OrchestrationInstance.InstanceId ?? null,
      history: historyForReplay(turn),
      input: this.#row.input,
      isReplaying: isStarted(turn.state),
    });
    return readReply(reply);
  }

  #end(turn: Turn, decision: OrchestratorDecision | null): TurnEnd {
    if (turn.terminated) return concludeTermination(turn, turn.terminated.reason);
    return decision ? conclude(turn, decision) : { type: 'none' };
  }

  /** Brings memory up to date and describes the same step for the store. */
  #apply(turn: Turn, decision: OrchestratorDecision | null, end: TurnEnd, outbox: Outbox): Commit {
    const isFirst = !isStarted(turn.state);
    const record = turnRecord(turn);
    evolve(turn.state, record);
    addressAll(this.#core, turn, outbox);
    answerParent(this.#core, this.#row, end, turn.at, outbox);
    if (end.type === 'continuedAsNew') return this.#startOver(turn, end.input, outbox);
    const customStatus = decision ? decision.customStatus : this.#row.customStatus;
    this.#row = rowAfter(this.#row, { at: turn.at, end, state: turn.state, customStatus, ...suspension(turn) });
    const truncate = [...(isFirst && this.#replacesOlder ? [this.key] : []), ...outbox.truncated];
    this.#replacesOlder = false;
    return {
      ...(truncate.length > 0 && { truncate }),
      instance: this.#row,
      journal: { key: this.key, turn: turn.state.turns - 1, record: writeRecord(record) },
      ...outbox.toCommit(),
    };
  }

  /** Continue-as-new: the same instance with a new execution, an empty history and what nobody has awaited yet. */
  #startOver(turn: Turn, input: string | null, outbox: Outbox): Commit {
    const { name, version } = this.#row;
    const start: StartMessage = {
      type: 'start',
      name,
      version,
      input,
      executionId: newGuid().replaceAll('-', ''),
      parent: parentOf(this.#row),
      generation: null,
      at: turn.at,
    };
    const row = newRow(this.key, this.id, start);
    this.#row = { ...row, status: 'Running', customStatus: this.#row.customStatus };
    outbox.send(this.key, start);
    for (const event of unconsumedEvents(turn.state)) outbox.send(this.key, event);
    // These wait in this actor's own mailbox; they are not delivered a second time after the commit.
    const own = outbox.messages.filter(({ to }) => to === this.key);
    this.#state = emptyState();
    const later = this.#mailbox;
    this.#mailbox = [];
    for (const stored of own) this.#put(stored);
    this.#mailbox.push(...later);
    return { truncate: [this.key, ...outbox.truncated], instance: this.#row, ...outbox.toCommit() };
  }

  /** Everything here happens after the commit (A1). */
  #act(turn: Turn, end: TurnEnd, outbox: Outbox): void {
    this.#isStuck = false;
    const isOver = end.type === 'continuedAsNew';
    deliver(this.#core, isOver ? outbox.messages.filter(({ to }) => to !== this.key) : outbox.messages);
    if (end.type === 'none') for (const task of turn.activities) this.#startActivity(task, turn);
    this.#armTimer();
  }

  #armTimer(): void {
    const mayRing = !isFinished(this.#row) && this.#row.status !== 'Suspended';
    this.#core.alarms.set(this.key, mayRing ? nextDue(this.#loaded(), (id) => this.#isAnswered(id)) : null);
  }

  #startActivity(task: OpenTask, turn?: Turn): void {
    const leaf = turn ? leafAt(turn, task.leaf) : this.#loaded().leaves[task.leaf];
    if (leaf === undefined) return;
    const { executionId } = this.#row;
    const request = { instanceId: this.id, taskId: task.id, input: leaf.input ?? null, attempt: task.attempt };
    this.#core.activities.add({
      request: { ...request, name: this.#core.runner.resolve('activity', leaf.name) ?? leaf.name },
      answer: (reply) =>
        this.#core.directory.instance(this.id)?.accept({ message: this.#answer(executionId, task.id, reply) }),
    });
  }

  #answer(executionId: string, taskId: number, reply: ActivityDone['reply']): ActivityDone {
    return { type: 'activityDone', executionId, taskId, reply, at: this.#core.clock.now() };
  }
}

function suspension(turn: Turn): { suspendReason?: string | null } {
  for (const event of turn.received) {
    if ('Reason' in event && turn.suspended && !('TaskScheduledId' in event)) return { suspendReason: event.Reason };
  }
  return {};
}

function nextDue(state: InstanceState, isAnswered: (id: number) => boolean): number | null {
  let next: number | null = null;
  for (const { id, fireAt } of state.open.values()) {
    if (fireAt !== undefined && !isAnswered(id) && (next === null || fireAt < next)) next = fireAt;
  }
  return next;
}

function unknownOrchestrator(name: string, known: readonly string[]): OrchestratorDecision {
  const message = unknownFunctionText('orchestrator', name, known);
  return { actions: [], live: true, customStatus: null, end: { type: 'failed', message, failureDetails: null } };
}
