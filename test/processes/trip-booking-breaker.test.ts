import { describe, expect, it } from '@jest/globals';
import type { CircuitBreakerState } from '../../src/entities/circuit-breaker/contract';
import { Agency, withOffers } from '../support/a-trip';

/** Five attempts of one trip take half a minute, and open the breaker for a minute. */
const UNTIL_OPEN = { seconds: 45 };

async function breakerOf({ app }: Agency, service: string): Promise<string | undefined> {
  const breaker = app.host.entity('circuitBreaker', service);
  return (await breaker.state<CircuitBreakerState>())?.state;
}

async function letHotelsFail(agency: Agency, hotel = 'OUTAGE') {
  const trip = await agency.book({ tripId: 'unlucky', parts: withOffers({ hotel }) });
  await agency.app.host.skip(UNTIL_OPEN);
  return trip;
}

describe('when hotels are down', () => {
  it('the breaker opens, and another trip fails at once, without asking them', async () => {
    await using agency = await Agency.use();
    await letHotelsFail(agency);
    expect(await breakerOf(agency, 'hotels')).toBe('open');
    const asked = (await agency.app.host.calls('hotels.hold')).length;
    const other = await agency.book({ tripId: 'other' });
    expect((await other.steps()).filter((step) => step === 'hotels.hold')).toEqual([]);
    expect(await agency.app.host.calls('hotels.hold')).toHaveLength(asked);
    await agency.app.host.skip({ minutes: 5 });
    await expect(other.result()).rejects.toThrow('service.circuitOpen');
    expect(agency.standing().every((booking) => booking.endsWith('released'))).toBe(true);
  });

  it('flights and cars are asked as before', async () => {
    await using agency = await Agency.use();
    await letHotelsFail(agency);
    const [flight, , car] = withOffers({});
    const trip = await agency.book({ tripId: 'other', parts: [flight, car].flatMap((part) => part ?? []) });
    expect(await trip.steps()).toContain('payments.capture');
  });

  it('what is paid for waits until one probe gets an answer, and closes it for everybody', async () => {
    await using agency = await Agency.use();
    const booked = await agency.book({ tripId: 'booked' });
    await letHotelsFail(agency);
    await agency.cancelParts(booked, ['hotel-2']);
    expect(agency.standing()).toContain('hotels confirmed');
    await agency.app.host.skip({ minutes: 3 });
    expect(agency.standing()).toContain('hotels cancelled');
    expect(await breakerOf(agency, 'hotels')).toBe('closed');
    const next = await agency.book({ tripId: 'next' });
    expect(await next.steps()).toContain('hotels.confirm');
  });

  it('a probe that fails opens it again', async () => {
    await using agency = await Agency.use();
    const trip = await letHotelsFail(agency, 'OUTAGE+RELEASE-FLAKY-1');
    await agency.app.host.skip({ seconds: 55 });
    expect((await trip.steps()).filter((step) => step === 'hotels.release')).toHaveLength(1);
    expect(await breakerOf(agency, 'hotels')).toBe('open');
    await agency.app.host.skip({ minutes: 3 });
    expect(await breakerOf(agency, 'hotels')).toBe('closed');
  });
});
