import type { TestInstance } from 'embedded-host/testing';
import {
  type InterventionAction,
  type InterventionListState,
  type ListedIntervention,
  interventionDecided,
  interventionList,
} from '../../src/entities/intervention-list/contract';
import { cancelRequested } from '../../src/orchestration/contract';
import { DAY_MS } from '../../src/shared/durations';
import { type App, useApp } from './app';

export const DAYS_TO_DEPARTURE = 60;
/** What the parts of a trip cost: a flight, a hotel, a car. */
export const TOTAL_CENTS = 25_000;

type Trip = ReturnType<typeof sensible>;

function sensible(departsAt: string) {
  return {
    tripId: 'trip-1',
    traveller: { id: 'traveller-1', email: 'ann@example.com' },
    departsAt,
    parts: withOffers({}),
    agreedCents: TOTAL_CENTS,
    currency: 'EUR',
    cardToken: 'tok_visa',
  };
}

interface PartOrder {
  readonly kind: 'flight' | 'hotel' | 'car';
  readonly offer: string;
  readonly alternatives?: readonly string[];
}

/** A flight, a hotel and a car, with other offers where a test says so. */
export function withOffers(offers: { readonly flight?: string; readonly hotel?: string; readonly car?: string }) {
  const { flight = 'BER-LIS-0730', hotel = 'OLD-TOWN', car = 'COMPACT' } = offers;
  const parts: PartOrder[] = [
    { kind: 'flight', offer: flight },
    { kind: 'hotel', offer: hotel },
    { kind: 'car', offer: car },
  ];
  return parts;
}

/** What was asked of services; between it stands what entities were asked, as breakers before each attempt. */
export async function activitiesOf(trip: TestInstance): Promise<readonly string[]> {
  return (await trip.steps()).filter((step) => !step.startsWith('@'));
}

export type TripChange = Partial<Trip> & { readonly options?: object };

export async function aTrip({ host }: App, change: TripChange = {}) {
  const departsAt = new Date((await host.now()).getTime() + DAYS_TO_DEPARTURE * DAY_MS).toISOString();
  return { ...sensible(departsAt), ...change };
}

/** The app as a travel agency. */
export class Agency implements AsyncDisposable {
  readonly app: App;

  private constructor(app: App) {
    this.app = app;
  }

  static async use(env: Record<string, string> = {}): Promise<Agency> {
    return new Agency(await useApp(env));
  }

  /** Starts a trip past the edge and lets it go as far as it can without time passing. */
  async book(change: TripChange = {}): Promise<TestInstance> {
    const trip = await this.app.host.start('trip-booking', await aTrip(this.app, change));
    await this.app.host.settled();
    return trip;
  }

  async answerPrice(trip: TestInstance, decision: 'accept' | 'decline', totalCents: number): Promise<void> {
    await this.#raise(trip, 'priceAnswered', { decision, totalCents });
  }

  async cancel(trip: TestInstance): Promise<void> {
    await this.#raise(trip, cancelRequested, { reason: 'changedMyMind' });
  }

  async cancelParts(trip: TestInstance, parts?: readonly string[]): Promise<void> {
    await this.#raise(trip, 'partsCancelled', parts === undefined ? {} : { parts });
  }

  async openInterventions(): Promise<readonly ListedIntervention[]> {
    const list = this.app.host.entity(interventionList.name, 'trip-booking');
    return (await list.state<InterventionListState>())?.open ?? [];
  }

  async decideIntervention(
    trip: TestInstance,
    { interventionId }: ListedIntervention,
    action: InterventionAction,
  ): Promise<void> {
    const at = (await this.app.host.now()).toISOString();
    const decision = { interventionId, decisionId: `${action} ${interventionId}`, action, by: 'otto', at };
    await this.#raise(trip, interventionDecided, { ...decision, reason: 'as the test says' });
  }

  /** How the bookings of all services stand: `flights confirmed`, `cars released`. */
  standing(): readonly string[] {
    return (['flights', 'hotels', 'cars'] as const).flatMap((service) =>
      this.app.records.bookings(service).map(({ state }) => `${service} ${state}`),
    );
  }

  /** What the agency has of the money, or `nothing` when none was taken or held. */
  account() {
    const [payment] = this.app.records.payments();
    if (payment?.state !== 'captured') return payment?.state ?? 'nothing';
    return { paid: payment.capturedCents, refunded: payment.refundedCents };
  }

  async #raise({ id }: TestInstance, event: string, data: object): Promise<void> {
    await this.app.host.instance(id).raiseEvent(event, data);
    await this.app.host.settled();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.app[Symbol.asyncDispose]();
  }
}
