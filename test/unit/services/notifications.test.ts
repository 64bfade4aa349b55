import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sendNotification } from '../../../src/services/notifications/contract';
import { aMessage } from './requests';
import { StandIns } from './stand-ins';

let standIns: StandIns;
beforeEach(() => {
  standIns = new StandIns();
});
afterEach(() => standIns.dispose());

describe('notifications', () => {
  it('sends a message', async () => {
    expect(await standIns.run(sendNotification, aMessage())).toMatchObject({ outcome: 'sent' });
  });

  it('refuses an address that bounces', async () => {
    const answer = await standIns.run(sendNotification, aMessage({ to: 'bounce@example.com' }));
    expect(answer).toEqual({ outcome: 'refused', reason: 'bounced' });
  });
});
