import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AlarmQueue } from '../../src/clock/alarm-queue';

describe('an alarm queue', () => {
  it('gives out the alarms that were not cancelled by time, then by registration', () => {
    const plan = fc.array(fc.record({ at: fc.integer({ min: 0, max: 20 }), isCancelled: fc.boolean() }), {
      maxLength: 400,
    });
    fc.assert(
      fc.property(plan, (alarms) => {
        const queue = new AlarmQueue();
        const rung: number[] = [];
        const handles = alarms.map(({ at }, index) => queue.add(at, () => rung.push(index)));
        handles.forEach((handle, index) => alarms[index]?.isCancelled === true && handle.cancel());
        for (let ring = queue.takeDue(20); ring !== undefined; ring = queue.takeDue(20)) ring();
        const expected = [...alarms.entries()].filter(([, alarm]) => !alarm.isCancelled);
        expected.sort(([left, one], [right, other]) => one.at - other.at || left - right);
        expect(rung).toEqual(expected.map(([index]) => index));
        expect(queue.next()).toBeUndefined();
      }),
    );
  });

  it('gives out nothing before its time', () => {
    const queue = new AlarmQueue();
    queue.add(10, () => undefined);
    expect([queue.takeDue(9), queue.next()]).toEqual([undefined, 10]);
  });

  it('takes a second cancellation, and one after the ring, without complaint', () => {
    const queue = new AlarmQueue();
    const rung = queue.add(1, () => undefined);
    const cancelled = queue.add(2, () => undefined);
    queue.add(3, () => undefined);
    queue.takeDue(1);
    for (const alarm of [rung, cancelled, cancelled]) alarm.cancel();
    expect(queue.next()).toBe(3);
  });
});
