/**
 * Every metric of the app, defined once: names, units and attributes after OpenTelemetry's semantic conventions.
 * docs/telemetry.md has the same as a table.
 *
 * M1 only listed attributes get in, by type and at run time: whatever names one instance, or a person, is not listed.
 */
import type { Attributes, MetricOptions } from '@opentelemetry/api';
import { attribute } from './contract';
import { meter } from './telemetry';

const { process, version, step, outcome, compensation, errorType, decision, limit, service } = attribute;

const SECONDS_OF_A_STEP = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 3_600, 86_400];
const SECONDS_OF_A_PROCESS = [0.5, 1, 5, 10, 30, 60, 300, 1_800, 3_600, 14_400, 86_400, 259_200, 604_800, 1_209_600];

export interface Instrument {
  readonly kind: 'counter' | 'histogram' | 'gauge';
  readonly unit: string;
  readonly description: string;
  /** Of few values each: the names, steps and outcomes that contracts have. */
  readonly attributes: readonly (keyof MetricAttributeValues)[];
  /** For histograms. */
  readonly bounds?: readonly number[];
}

/** What a metric may be told apart by. */
interface MetricAttributeValues {
  readonly [process]: string;
  readonly [version]: number;
  readonly [step]: string;
  readonly [outcome]: string;
  readonly [compensation]: boolean;
  readonly [errorType]: string;
  readonly [decision]: string;
  readonly [limit]: string;
  readonly [service]: string;
}

/** Counters and histograms tell of what happened, gauges of how it looked when it was last looked at. */
export const instruments = {
  'business_process.started': {
    kind: 'counter',
    unit: '{process}',
    description: 'Instances that have begun.',
    attributes: [process, version],
  },
  'business_process.ended': {
    kind: 'counter',
    unit: '{process}',
    description: 'Instances that have ended, by the outcome of their result; `failed` is a fault.',
    attributes: [process, version, outcome],
  },
  'business_process.duration': {
    kind: 'histogram',
    unit: 's',
    description: 'From the first turn of an instance to its end.',
    attributes: [process, version, outcome],
    bounds: SECONDS_OF_A_PROCESS,
  },
  'business_process.step.duration': {
    kind: 'histogram',
    unit: 's',
    description: 'A step with all its attempts and pauses; the outcome is that of its answer, or `failed`.',
    attributes: [process, step, outcome, compensation],
    bounds: SECONDS_OF_A_STEP,
  },
  'business_process.step.attempts': {
    kind: 'counter',
    unit: '{attempt}',
    description: 'Attempts of steps, the first one included.',
    attributes: [process, step, compensation],
  },
  'business_process.step.failures': {
    kind: 'counter',
    unit: '{failure}',
    description: 'Attempts that ended with a fault, by its code. A refusal is an answer and no failure.',
    attributes: [process, step, compensation, errorType],
  },
  'business_process.compensations': {
    kind: 'counter',
    unit: '{compensation}',
    description: 'Undos that ended: `undone`, or `failed` when their policy has ended and an operator has to look.',
    attributes: [process, outcome],
  },
  'business_process.approvals.decided': {
    kind: 'counter',
    unit: '{approval}',
    description: 'Approvals that were decided.',
    attributes: [process, step, decision],
  },
  'business_process.approvals.expired': {
    kind: 'counter',
    unit: '{approval}',
    description: 'Approvals that nobody decided in time.',
    attributes: [process, step],
  },
  'business_process.approvals.wait': {
    kind: 'histogram',
    unit: 's',
    description: 'Age of an approval when it was decided or expired.',
    attributes: [process, step, outcome],
    bounds: SECONDS_OF_A_PROCESS,
  },
  'business_process.approvals.waiting': {
    kind: 'gauge',
    unit: '{approval}',
    description: 'Approvals that wait for somebody.',
    attributes: [process],
  },
  'business_process.approvals.oldest': {
    kind: 'gauge',
    unit: 's',
    description: 'Age of the approval that has waited longest; 0 when none waits.',
    attributes: [process],
  },
  'business_process.sla.breaches': {
    kind: 'counter',
    unit: '{breach}',
    description: 'Times that the process itself has set and that have passed.',
    attributes: [process, step, limit],
  },
  'business_process.interventions.opened': {
    kind: 'counter',
    unit: '{intervention}',
    description: 'Steps and undos that were put on the list of an operator.',
    attributes: [process, step, compensation],
  },
  'business_process.interventions.waiting': {
    kind: 'gauge',
    unit: '{intervention}',
    description: 'Items that wait for an operator.',
    attributes: [process],
  },
  'business_process.interventions.oldest': {
    kind: 'gauge',
    unit: 's',
    description: 'Age of the item that has waited longest; 0 when none waits.',
    attributes: [process],
  },
  'business_process.circuit.state': {
    kind: 'gauge',
    unit: '1',
    description: 'Breaker of a service: 0 closed, 1 half-open, 2 open.',
    attributes: [service],
  },
  'business_process.queue.age': {
    kind: 'gauge',
    unit: 's',
    description: 'Age of the oldest instance that was accepted and has not begun; 0 when none waits.',
    attributes: [process],
  },
  'business_process.stuck': {
    kind: 'gauge',
    unit: '{process}',
    description: 'Instances that run, wait for nothing that they tell of, and have not moved for long.',
    attributes: [process],
  },
} as const satisfies Record<string, Instrument>;

type Instruments = typeof instruments;
export type MetricName = keyof Instruments;
type NameOf<Kind extends Instrument['kind']> = {
  [Name in MetricName]: Instruments[Name]['kind'] extends Kind ? Name : never;
}[MetricName];

export type CounterName = NameOf<'counter'>;
export type HistogramName = NameOf<'histogram'>;
export type GaugeName = NameOf<'gauge'>;

/** What is listed for the metric. */
export type MetricAttributes<Name extends MetricName> = Pick<
  MetricAttributeValues,
  Instruments[Name]['attributes'][number]
>;

/** What is given, and nothing besides what is listed: also of a value that was not written where it is handed over. */
type Only<Given, Name extends MetricName> = Given &
  Readonly<Record<Exclude<keyof Given, keyof MetricAttributes<Name>>, never>>;

// The instruments are not kept: making one is as cheap as looking it up, and the meter is another one after a start.

export function count<Name extends CounterName, Given extends MetricAttributes<Name>>(
  name: Name,
  attributes: Only<Given, Name>,
): void {
  meter().createCounter(name, optionsOf(name)).add(1, listed(name, attributes));
}

/** In the unit of the metric. */
export function measure<Name extends HistogramName, Given extends MetricAttributes<Name>>(
  name: Name,
  value: number,
  attributes: Only<Given, Name>,
): void {
  meter().createHistogram(name, optionsOf(name)).record(value, listed(name, attributes));
}

export function sample<Name extends GaugeName, Given extends MetricAttributes<Name>>(
  name: Name,
  value: number,
  attributes: Only<Given, Name>,
): void {
  meter().createGauge(name, optionsOf(name)).record(value, listed(name, attributes));
}

function optionsOf(name: MetricName): MetricOptions {
  const { unit, description, bounds }: Instrument = instruments[name];
  return { unit, description, ...(bounds === undefined ? {} : { advice: { explicitBucketBoundaries: [...bounds] } }) };
}

/** M1 for what the types do not see, as a value of a type that was widened. */
function listed(name: MetricName, given: Readonly<Record<string, unknown>>): Attributes {
  const { attributes }: Instrument = instruments[name];
  return Object.fromEntries(attributes.map((each) => [each, given[each]])) as Attributes;
}
