import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { scoreOrder } from '../../../src/services/fraud/contract';
import { aScoreRequest } from './requests';
import { StandIns } from './stand-ins';

let standIns: StandIns;
beforeEach(() => {
  standIns = new StandIns();
});
afterEach(() => standIns.dispose());

describe('fraud detection', () => {
  it.each([
    ['tok_visa', 'clear'],
    ['tok_declined', 'clear'],
    ['tok_suspicious', 'suspicious'],
    ['tok_capture_flaky_2+suspicious', 'suspicious'],
    ['tok_fraud', 'rejected'],
  ])('says of %s that it is %s', async (cardToken, outcome) => {
    expect(await standIns.run(scoreOrder, aScoreRequest({ cardToken }))).toMatchObject({ outcome });
  });
});
