/**
 * Stands around the host's runner: notes every execution of an activity, and has those of a faked one carried out by
 * the test.
 *
 * - F1 the engine sees no difference: an execution that the test carries out counts as under way until it answers.
 *
 * Guarded by `embedded-host/test/testing/fakes.test.ts`.
 */
import { httpActivity } from '../bindings/http-activity';
import { describeThrown } from '../bindings/thrown';
import type { Clock } from '../clock/clock';
import type { ActivityReply, ActivityRequest, FunctionRunner } from '../engine/runner';
import { valueOf } from './json';
import type { ActivityCall, FakeCall } from './protocol';

interface OpenCall {
  readonly request: ActivityRequest;
  readonly answer: (reply: ActivityReply) => void;
}

export class Activities {
  /** Of all in this thread: an answer that comes after a reset is nobody's. */
  static #lastId = 0;
  readonly #real: FunctionRunner;
  readonly #clock: Clock;
  readonly #askTest: (call: FakeCall) => void;
  readonly #faked = new Set<string>();
  readonly #calls = new Map<string, ActivityCall[]>();
  readonly #open = new Map<number, OpenCall>();

  constructor(real: FunctionRunner, clock: Clock, askTest: (call: FakeCall) => void) {
    this.#real = real;
    this.#clock = clock;
    this.#askTest = askTest;
  }

  /** What the engine is given. */
  get runner(): FunctionRunner {
    return { ...this.#real, runActivity: (request) => this.#run(request) };
  }

  fake(name: string): void {
    this.#faked.add(this.#known(name));
  }

  unfake(name: string | null): void {
    if (name === null) this.#faked.clear();
    else this.#faked.delete(this.#known(name));
  }

  calls(name: string): readonly ActivityCall[] {
    return this.#calls.get(this.#known(name)) ?? [];
  }

  answer(callId: number, reply: ActivityReply): void {
    this.#open.get(callId)?.answer(reply);
    this.#open.delete(callId);
  }

  /** Nobody will answer any more: the host that is being stopped need not wait. */
  abandon(): void {
    const reply: ActivityReply = { type: 'failed', ...describeThrown(new Error('The test host was reset.')) };
    for (const callId of [...this.#open.keys()]) this.answer(callId, reply);
  }

  runReal(callId: number, input: string | null): Promise<ActivityReply> {
    const open = this.#open.get(callId);
    if (open === undefined) throw new Error('This execution has been answered; its activity is not run any more.');
    return this.#real.runActivity({ ...open.request, input });
  }

  /** The registered spelling. `callHttp` counts as an activity, too. */
  #known(name: string): string {
    const known = [...this.#real.names('activity'), httpActivity];
    const found = known.find((each) => each.toLowerCase() === name.toLowerCase());
    if (found === undefined) throw new Error(`The app has no activity "${name}". It has: ${known.join(', ')}.`);
    return found;
  }

  async #run(request: ActivityRequest): Promise<ActivityReply> {
    const note = this.#note(request);
    const reply = await (this.#faked.has(request.name) ? this.#ask(request) : this.#real.runActivity(request));
    note(reply);
    return reply;
  }

  #ask(request: ActivityRequest): Promise<ActivityReply> {
    const callId = ++Activities.#lastId;
    const { name, instanceId, attempt, input } = request;
    return new Promise((answer) => {
      this.#open.set(callId, { request, answer });
      this.#askTest({ callId, name, instanceId, attempt, input });
    });
  }

  /** Adds the call to the list; the function that is returned adds how it ended. */
  #note({ name, instanceId, attempt, input }: ActivityRequest): (reply: ActivityReply) => void {
    const calls = this.#calls.get(name) ?? [];
    this.#calls.set(name, calls);
    const at = new Date(this.#clock.now()).toISOString();
    const call = { instanceId, attempt, at, input: valueOf(input) };
    const index = calls.push({ ...call, outcome: 'running' }) - 1;
    return (reply) => {
      calls[index] = { ...call, ...endOf(reply) };
    };
  }
}

function endOf(reply: ActivityReply): Pick<ActivityCall, 'outcome' | 'result' | 'error'> {
  return reply.type === 'completed'
    ? { outcome: 'completed', result: valueOf(reply.result) }
    : { outcome: 'failed', error: reply.message };
}
