import { bestEffort } from '../../orchestration/best-effort';
import { call } from '../../orchestration/call';
import type { ProcessContext } from '../../orchestration/process-context';
import type { Step } from '../../orchestration/step';
import { type NotificationTemplate, sendNotification } from '../../services/notifications/contract';
import type { TripResult } from './contract';
import type { Trip } from './trip';

const templates = {
  unavailable: 'tripRefused',
  rejected: 'tripRefused',
  expired: 'tripRefused',
  cancelled: 'tripCancelled',
  failed: 'tripFailed',
} as const satisfies Partial<Record<TripResult['outcome'] | 'failed', NotificationTemplate>>;

/** Best effort, as all messages: a trip does not fail because a mailbox is full. Who has departed needs no message. */
export function* tellEnd(context: ProcessContext, trip: Trip, outcome: TripResult['outcome'] | 'failed'): Step<void> {
  if (outcome !== 'departed') yield* notify(context, trip, { template: templates[outcome], data: {} });
}

/** How many parts of the trip are booked, and how many could not be. */
interface Booked {
  readonly booked: number;
  readonly missing: number;
}

export function tellBooked(context: ProcessContext, trip: Trip, { booked, missing }: Booked): Step<void> {
  return notify(context, trip, { template: 'tripBooked', data: { booked, missing } });
}

interface Question {
  readonly template: 'priceChanged' | 'priceReminder';
  readonly round: number;
  readonly total: string;
}

export function askTraveller(context: ProcessContext, trip: Trip, { template, round, total }: Question): Step<void> {
  return notify(context, trip, { template, data: { total }, part: String(round) });
}

interface Notice {
  readonly template: NotificationTemplate;
  readonly data: Readonly<Record<string, string | number>>;
  /** Tells messages of one template apart. */
  readonly part?: string;
}

function* notify(context: ProcessContext, { tripId, traveller }: Trip, { template, data, part }: Notice): Step<void> {
  const { email } = traveller;
  if (email === undefined) return;
  const step = [sendNotification.name, template, ...(part === undefined ? [] : [part])].join('/');
  const message = { template, to: email, data: { tripId, ...data } };
  yield* bestEffort(context, (inner) => call(inner, sendNotification, message, { step }));
}
