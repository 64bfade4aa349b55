import { describe, expect, it } from '@jest/globals';
import { purchaseSettings } from '../../src/processes/purchase/contract';
import { readBlock, readSettings } from '../../src/settings';

const services = ['payments', 'shipping'] as const;

describe('the settings', () => {
  it('need nothing: an empty environment gives the defaults', () => {
    expect(readSettings({}, services)).toEqual({
      identity: { inAzure: false, trustsEasyAuth: true },
      links: { key: undefined, baseUrl: 'http://localhost:7071' },
      services: { dataFolder: '.durable/services', urls: {} },
    });
    expect(readBlock({}, purchaseSettings)).toEqual({
      ...{ approvalThresholdCents: 100_000, approvalReminderMs: 86_400_000, approvalDeadlineMs: 259_200_000 },
    });
  });

  it('take what the environment says, and an empty variable for an absent one', () => {
    const environment = {
      PURCHASE__APPROVAL_THRESHOLD_CENTS: '500',
      PURCHASE__APPROVAL_REMINDER_HOURS: '0.5',
      PURCHASE__APPROVAL_DEADLINE_HOURS: '2',
      PURCHASE__APPROVER_EMAIL: '',
      SERVICES__PAYMENTS__URL: 'https://payments.example/api',
      SERVICES__SHIPPING__URL: '',
    };
    expect(readBlock(environment, purchaseSettings)).toEqual({
      ...{ approvalThresholdCents: 500, approvalReminderMs: 1_800_000, approvalDeadlineMs: 7_200_000 },
    });
    expect(readSettings(environment, services).services.urls).toEqual({ payments: 'https://payments.example/api' });
  });

  it.each([
    [{ PURCHASE__APPROVAL_THRESHOLD_CENTS: 'many' }, 'PURCHASE__APPROVAL_THRESHOLD_CENTS: expected a whole number'],
    [{ PURCHASE__APPROVER_EMAIL: 'nobody' }, 'PURCHASE__APPROVER_EMAIL: expected an e-mail address'],
    [{ PURCHASE__APPROVAL_DEADLINE_HOURS: '3' }, 'PURCHASE__APPROVAL_REMINDER_HOURS: expected a reminder before'],
    [{ PURCHASE__APPROVAL_DEADLINE_HOURS: '9999' }, 'PURCHASE__APPROVAL_DEADLINE_HOURS: expected at most 5 days'],
  ])('name the variable of a process that is wrong: %j', (environment, message) => {
    expect(() => readBlock(environment, purchaseSettings)).toThrow(message);
  });

  it.each([
    [{ SERVICES__PAYMENTS__URL: 'ftp://x' }, 'SERVICES__PAYMENTS__URL: expected an http or https URL'],
    [{ LINKS__KEY: '@Microsoft.KeyVault(SecretUri=https://v.example/secrets/k)' }, 'LINKS__KEY: expected a secret'],
    [{ SERVICES__PAYMNETS__URL: 'http://x' }, 'SERVICES__PAYMNETS__URL: expected one of SERVICES__PAYMENTS__URL'],
  ])('name the variable that is wrong: %j', (environment, message) => {
    expect(() => readSettings(environment, services)).toThrow(message);
  });
});
