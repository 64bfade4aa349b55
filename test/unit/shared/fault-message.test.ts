import { describe, expect, it } from '@jest/globals';
import { faultMessage } from '../../../src/shared/fault-message';

const own = 'service.unavailable: payments.authorize answered 500';

describe('what a person is told of a fault', () => {
  it.each([
    [
      'an activity',
      new Error(`Activity function 'payments.authorize' failed:  ${own} \n    at post (remote.js:75:12)`),
    ],
    ['a process', `Orchestrator function 'purchase' failed: ${own}`],
    [
      'both',
      `Orchestrator function 'purchase' failed: Activity function 'payments.authorize' failed:  ${own} \n Details`,
    ],
    ['nothing', new Error(own)],
  ])('is its own message, without the words of %s that it has left', (_, fault) => {
    expect(faultMessage(fault)).toBe(own);
  });
});
