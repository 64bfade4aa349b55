/** The test's side of faked activities: runs them in the test's own thread. */
import { toJsonText } from '../bindings/activity-trigger';
import { describeThrown } from '../bindings/thrown';
import type { ActivityReply } from '../engine/runner';
import { jsonOf, valueOf } from './json';
import { checked, FakeBehaviour } from './options';
import type { FakeCall } from './protocol';
import type { RemoteHost } from './remote-host';

/** One execution, as a fake sees it. */
export interface FakedCall {
  readonly name: string;
  readonly instanceId: string;
  /** 1 for the first execution, counted up by the retries of a step. */
  readonly attempt: number;
  /** How many executions this fake has seen, with this one. */
  readonly count: number;
  /** Runs the app's own activity, with the same input unless told otherwise; rejects if it fails. */
  readonly real: (input?: unknown) => Promise<unknown>;
}

/** What it returns is the result (a promise is awaited), what it throws is the failure. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whoever writes a fake says what its activity is given.
export type FakeFunction = (input: any, call: FakedCall) => unknown;

export type Fake = FakeFunction | FakeBehaviour;

interface Installed {
  readonly run: FakeFunction;
  count: number;
}

export class Fakes {
  readonly #remote: RemoteHost;
  readonly #installed = new Map<string, Installed>();

  constructor(remote: RemoteHost) {
    this.#remote = remote;
    remote.handleCalls((call) => void this.#carryOut(call));
  }

  async add(activity: string, fake: Fake): Promise<void> {
    const run = typeof fake === 'function' ? fake : functionOf(activity, checked(FakeBehaviour, fake, 'fake'));
    await this.#remote.call('fake', activity);
    this.#installed.set(activity.toLowerCase(), { run, count: 0 });
  }

  async remove(activity: string | undefined): Promise<void> {
    await this.#remote.call('unfake', activity ?? null);
    if (activity === undefined) this.#installed.clear();
    else this.#installed.delete(activity.toLowerCase());
  }

  /** The next host knows of none. */
  forget(): void {
    this.#installed.clear();
  }

  async #carryOut(call: FakeCall): Promise<void> {
    const { callId } = call;
    const reply = await this.#replyTo(call);
    // A host that is gone needs no answer.
    await this.#remote.call('answerCall', { callId, reply }).catch(() => undefined);
  }

  async #replyTo({ callId, name, instanceId, attempt, input }: FakeCall): Promise<ActivityReply> {
    const real = async (given: unknown = valueOf(input)): Promise<unknown> =>
      resultOf(await this.#remote.call('runReal', { callId, input: jsonOf(given) }));
    // Without one, the fake was taken away while the question was on its way.
    const fake = this.#installed.get(name.toLowerCase()) ?? { run: () => real(), count: 0 };
    const count = ++fake.count;
    try {
      const result: unknown = await fake.run(valueOf(input), { name, instanceId, attempt, count, real });
      return { type: 'completed', result: toJsonText(result) };
    } catch (error) {
      return { type: 'failed', ...describeThrown(error) };
    }
  }
}

function functionOf(activity: string, { fails = 0, error, then = 'real' }: FakeBehaviour): FakeFunction {
  return (_input, { count, real }) => {
    if (fails === 'always' || count <= fails) throw new Error(error ?? `${activity} was told to fail.`);
    return then === 'real' ? real() : then;
  };
}

/** The failure keeps its text and its stack, so that it passes through a fake unchanged. */
function resultOf(reply: ActivityReply): unknown {
  if (reply.type === 'completed') return valueOf(reply.result);
  throw Object.assign(new Error(reply.message), { stack: reply.stack });
}
