/**
 * A discrete simulation of instances that are worked off action by action: each action is handed out by the service of
 * the backend, waits for a worker, and is done by it; then comes the next action of the same instance.
 */
import { Agenda } from './agenda.mts';
import { exponential, randomFrom, type Random } from './random.mts';
import { Station } from './station.mts';

export interface Load {
  /** Instances a second that come independently of each other, or so many that are always under way. */
  readonly arrivals: { readonly perSecond: (at: number) => number } | { readonly inFlight: number };
  readonly actionsEach: number;
  readonly instances: number;
}

export interface Capacity {
  readonly workers: number;
  readonly workerActionsPerSecond: number;
  readonly actionsPerSecond: number | null;
  readonly perInstanceMs: number;
  /** How the time of an action varies around its mean. */
  readonly service: 'fixed' | 'exponential';
}

export interface Outcome {
  readonly offeredPerSecond: number;
  readonly donePerSecond: number;
  /** From being due to being begun: the age of a queue's oldest messages, in milliseconds. */
  readonly waitMs: Quantiles;
  /** From the arrival of an instance to its end, in milliseconds. */
  readonly latencyMs: Quantiles;
}

export interface Quantiles {
  readonly mean: number;
  readonly p50: number;
  readonly p99: number;
}

interface Instance {
  readonly arrivedAt: number;
  actionsLeft: number;
}

/** Times are seconds. */
export function simulate(load: Load, capacity: Capacity, seed: number): Outcome {
  return new Simulation(load, capacity, randomFrom(seed)).run();
}

class Simulation {
  readonly #agenda = new Agenda<() => void>();
  readonly #service: Station | undefined;
  readonly #workers: Station;
  readonly #waits: number[] = [];
  readonly #latencies: number[] = [];
  readonly #load: Load;
  readonly #capacity: Capacity;
  readonly #random: Random;
  #now = 0;
  #arrived = 0;
  #lastArrival = 0;

  constructor(load: Load, capacity: Capacity, random: Random) {
    this.#load = load;
    this.#capacity = capacity;
    this.#random = random;
    this.#service = capacity.actionsPerSecond === null ? undefined : new Station(1);
    this.#workers = new Station(capacity.workers);
  }

  run(): Outcome {
    const { arrivals, instances } = this.#load;
    if ('perSecond' in arrivals) this.#expectArrival(arrivals.perSecond);
    else for (let each = 0; each < Math.min(arrivals.inFlight, instances); each += 1) this.#arrive();
    for (let next = this.#agenda.next(); next !== undefined; next = this.#agenda.next()) {
      this.#now = next.at;
      next.event();
    }
    return {
      offeredPerSecond: this.#arrived / Math.max(this.#lastArrival, Number.EPSILON),
      donePerSecond: this.#latencies.length / this.#now,
      waitMs: quantilesOf(this.#waits),
      latencyMs: quantilesOf(this.#latencies),
    };
  }

  #expectArrival(perSecond: (at: number) => number): void {
    if (this.#arrived >= this.#load.instances) return;
    const gap = exponential(this.#random, 1 / perSecond(this.#now));
    this.#agenda.add(this.#now + gap, () => {
      this.#arrive();
      this.#expectArrival(perSecond);
    });
  }

  #arrive(): void {
    this.#arrived += 1;
    this.#lastArrival = this.#now;
    this.#handOut({ arrivedAt: this.#now, actionsLeft: this.#load.actionsEach });
  }

  #handOut(instance: Instance): void {
    const { actionsPerSecond } = this.#capacity;
    if (this.#service === undefined || actionsPerSecond === null) {
      this.#work(instance, 0);
      return;
    }
    const service = this.#service;
    service.enter(this.#now, (waited) => {
      this.#agenda.add(this.#now + 1 / actionsPerSecond, () => {
        service.leave(this.#now);
        this.#work(instance, waited);
      });
    });
  }

  #work(instance: Instance, waitedBefore: number): void {
    this.#workers.enter(this.#now, (waited) => {
      this.#waits.push(waitedBefore + waited);
      this.#agenda.add(this.#now + this.#serviceTimeOf(instance), () => {
        this.#workers.leave(this.#now);
        this.#goOn(instance);
      });
    });
  }

  #serviceTimeOf({ actionsLeft }: Instance): number {
    const { workerActionsPerSecond, perInstanceMs, service } = this.#capacity;
    const once = actionsLeft === this.#load.actionsEach ? perInstanceMs / 1_000 : 0;
    const mean = 1 / workerActionsPerSecond + once;
    return service === 'fixed' ? mean : exponential(this.#random, mean);
  }

  #goOn(instance: Instance): void {
    instance.actionsLeft -= 1;
    if (instance.actionsLeft > 0) {
      this.#handOut(instance);
      return;
    }
    this.#latencies.push(this.#now - instance.arrivedAt);
    if ('inFlight' in this.#load.arrivals && this.#arrived < this.#load.instances) this.#arrive();
  }
}

function quantilesOf(seconds: readonly number[]): Quantiles {
  const sorted = Float64Array.from(seconds).sort();
  const at = (share: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 1_000;
  const mean = (seconds.reduce((sum, each) => sum + each, 0) / Math.max(seconds.length, 1)) * 1_000;
  return { mean, p50: at(0.5), p99: at(0.99) };
}
