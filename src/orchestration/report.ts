/**
 * What a story lets the world know while it goes on. The one door from orchestration to telemetry: the rules of the
 * rooms and of the lint let nothing else through.
 *
 * T1 nothing is told while a history is replayed. A turn that is lost before the host has kept it is run again, and
 *    told again: at least once, and usually once.
 * T2 telling decides nothing: it gives nothing back to the story.
 */
import { type Instant, millisOf } from '../shared/instant';
import { stepNameOf } from '../shared/step-name';
import { attribute } from '../telemetry/contract';
import { type HostLog, log } from '../telemetry/log';
import type { MessageAttributes, MessageId } from '../telemetry/messages';
import { count, type CounterName, type HistogramName, measure, type MetricAttributes } from '../telemetry/metrics';
import type { Durable } from './step';

/** What an orchestrator function is handed, as far as the words use it. */
export interface Invocation extends HostLog {
  readonly df: Durable;
}

interface About {
  readonly process: string;
  readonly version?: number | undefined;
  readonly businessKey?: string | undefined;
  readonly begunAt?: Instant | undefined;
}

type Own = typeof attribute.process;
type OwnOfMessage = Own | (typeof attribute)['version' | 'instanceId' | 'businessKey'];

export class Report {
  readonly #invocation: Invocation;
  readonly #about: About;
  readonly begunAt: Instant;
  #goesOn = false;

  constructor(invocation: Invocation, about: About) {
    this.#invocation = invocation;
    this.#about = about;
    this.begunAt = about.begunAt ?? this.now;
  }

  get now(): Instant {
    return this.#invocation.df.currentUtcDateTime.toISOString();
  }

  get version(): number {
    return this.#about.version ?? 1;
  }

  /** It has had executions before, and continued as new. */
  get hasContinued(): boolean {
    return this.#about.begunAt !== undefined;
  }

  get goesOn(): boolean {
    return this.#goesOn;
  }

  /** What ends is this execution only. */
  willGoOn(): void {
    this.#goesOn = true;
  }

  count<Name extends CounterName>(name: Name, attributes: Omit<MetricAttributes<Name>, Own>): void {
    // With the process, which every counter lists, these are the attributes of the metric.
    if (!this.#isReplaying) count(name, this.#with(attributes) as MetricAttributes<Name>);
  }

  /** The time since then, in seconds. */
  measure<Name extends HistogramName>(name: Name, since: Instant, attributes: Omit<MetricAttributes<Name>, Own>): void {
    // As above.
    if (!this.#isReplaying) measure(name, this.secondsSince(since), this.#with(attributes) as MetricAttributes<Name>);
  }

  log<Id extends MessageId>(id: Id, attributes: Omit<MessageAttributes<Id>, OwnOfMessage>): void {
    if (this.#isReplaying) return;
    const { df } = this.#invocation;
    const { version, businessKey } = this.#about;
    const own = {
      [attribute.version]: version,
      [attribute.instanceId]: df.instanceId,
      [attribute.businessKey]: businessKey,
    };
    // With what names the instance, these are the attributes of the message.
    log(this.#invocation, id, { ...this.#with(attributes), ...own } as MessageAttributes<Id>);
  }

  secondsSince(since: Instant): number {
    return (millisOf(this.now) - millisOf(since)) / 1_000;
  }

  /** A time that the process itself has set has passed. */
  breached(text: string, limit: 'followUp' | 'escalation' | 'expiry' | 'deadline' | 'timeout' | 'case'): void {
    const { step, key } = stepNameOf(text);
    const which = { [attribute.step]: step, [attribute.limit]: limit };
    this.count('business_process.sla.breaches', which);
    this.log('sla.breached', { ...which, [attribute.stepKey]: key });
  }

  #with(attributes: object): object {
    return { ...attributes, [attribute.process]: this.#about.process };
  }

  get #isReplaying(): boolean {
    return this.#invocation.df.isReplaying;
  }
}
