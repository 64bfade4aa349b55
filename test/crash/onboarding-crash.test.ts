/**
 * The host is killed again and again while customers sign up, confirm, cancel and want to be forgotten. Afterwards every
 * sign-up has ended, and the systems have exactly the customers who were onboarded: no account is missing, left over or
 * double, and nothing is left of who was forgotten.
 */
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { temporaryFolder } from '../../embedded-host/test/cli/spawned-host';
import { Chance, seed } from '../../embedded-host/test/crash/chance';
import { MortalHost } from '../../embedded-host/test/crash/mortal-host';
import { customerFile, CustomerFileState } from '../../src/entities/customer-file/contract';
import { System } from '../../src/processes/onboarding/contract';
import { ServiceRecords } from '../support/service-records';
import { type EndedSignUp, Newcomer } from './newcomer';
import { signUpKinds } from './sign-ups';
import { killAtRandom } from './kill-at-random';

const KILLS = 7;
const OF_EACH_KIND = 2;
const COME_WITHIN_MS = 8_000;
const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;
const WELCOME_MAILS = 3;

describe(`onboardings on a host killed at ${KILLS} random moments (CRASH_SEED=${seed})`, () => {
  const folder = temporaryFolder();
  const records = new ServiceRecords(join(folder.path, 'services'));
  const chance = new Chance(seed);
  let host: MortalHost;
  let signUps: readonly EndedSignUp[];

  beforeAll(async () => {
    const env = {
      DATA_FOLDER: records.folder,
      ONBOARDING__CONFIRMATION_REMINDERS_HOURS: `${10 / HOUR_S},${20 / HOUR_S}`,
      ONBOARDING__CONFIRMATION_DEADLINE_HOURS: String(45 / HOUR_S),
      ONBOARDING__WELCOME_MAILS_DAYS: `${1 / DAY_S},${3 / DAY_S}`,
      ONBOARDING__WELCOME_ENDS_DAYS: String(5 / DAY_S),
      ERASURE__WITHDRAWAL_DAYS: String(2 / DAY_S),
    };
    host = new MortalHost({ folder: resolve(__dirname, '../..'), storage: join(folder.path, 'store'), env });
    const coming = letThemCome();
    await killAtRandom(host, chance, { kills: KILLS });
    const newcomer = new Newcomer(host);
    signUps = await Promise.all((await coming).map((signedUp) => newcomer.awaitEnd(signedUp)));
  }, 300_000);

  afterAll(async () => {
    await host.end();
    folder.remove();
  });

  async function letThemCome() {
    const newcomer = new Newcomer(host);
    const kinds = Array.from({ length: OF_EACH_KIND }, () => signUpKinds).flat();
    return Promise.all(
      kinds.map(async (kind, index) => {
        // Who never confirms takes longest, so comes first.
        await pause(chance.between(0, kind.endings.includes('expired') ? 500 : COME_WITHIN_MS));
        return newcomer.signUp(kind, `newcomer-${index}`, chance.between(0, 300));
      }),
    );
  }

  const idsWith = (ending: string) => signUps.filter((one) => one.ending === ending).map((one) => one.customerId);

  it('every sign-up ended as its kind may, or expired when the confirmation came too late', () => {
    const wrong = signUps.filter(({ kind, confirmed, ending }) =>
      confirmed === false && ending !== 'forgotten' ? ending !== 'expired' : !kind.endings.includes(ending),
    );
    expect(wrong).toEqual([]);
    expect(signUps.filter(({ result }) => result !== undefined && 'notUndone' in result)).toEqual([]);
  });

  it('no sign-up was started twice, and of the forgotten no instance is left', async () => {
    const { body } = await host.insist('/runtime/webhooks/durabletask/instances?top=1000&instanceIdPrefix=onboarding-');
    const instances = z.array(z.object({ instanceId: z.string() })).parse(body);
    // The sub-processes are named after the onboarding.
    const left = new Set(instances.map(({ instanceId }) => instanceId.split(':')[0]));
    expect([...left].sort()).toEqual(signUps.flatMap(({ ending, id }) => (ending === 'forgotten' ? [] : [id])).sort());
  });

  it('a cancellation that was promised happened, one that was refused did not', () => {
    const broken = signUps.filter(({ cancelledInTime, ending }) => {
      return typeof cancelledInTime === 'boolean' && cancelledInTime !== (ending === 'cancelled');
    });
    expect(broken).toEqual([]);
  });

  it.each(System.options)('%s has one account for each customer who was onboarded, and no other', (system) => {
    const open = records.accounts(system).flatMap((account) => (account.state === 'open' ? [account] : []));
    expect(open.map(({ customer }) => customer.id).sort()).toEqual(idsWith('onboarded').sort());
    expect(open.filter(({ isBlocked }) => isBlocked)).toEqual([]);
    if (system === 'crm') expect(open.filter(({ isActive }) => !isActive)).toEqual([]);
  });

  it('every customer who was onboarded has the whole welcome, who was refused is told once, nobody else has mails', () => {
    const told = Map.groupBy(records.notifications(), ({ data }) => String(data['customerId']));
    const mails = signUps.map(({ customerId }) => (told.get(customerId) ?? []).map(({ template }) => template));
    expect(mails).toEqual(signUps.map(({ ending }) => mailsOf(ending)));
  });

  it('every link was mailed once, and its reminders at most once', () => {
    const mails = records.secretMails().map(({ customerId, template }) => ({ customerId, template }));
    const asked = mails.filter(({ template }) => template === 'confirmAddress').map(({ customerId }) => customerId);
    const remembered = signUps.filter(({ ending }) => ending !== 'forgotten').map(({ customerId }) => customerId);
    expect(asked.sort()).toEqual(remembered.sort());
    const byCustomer = Map.groupBy(mails, ({ customerId }) => customerId);
    expect([...byCustomer.values()].filter(({ length }) => length > 3)).toEqual([]);
  });

  it('of who was forgotten nothing is left in the records of any system', () => {
    const forgotten = signUps.filter(({ ending }) => ending === 'forgotten');
    expect(forgotten.map(({ erasure }) => erasure?.outcome)).toEqual(forgotten.map(() => 'erased'));
    const bytes = records.bytes();
    const names = ({ email, customerId }: EndedSignUp) => [email, `Newcomer ${customerId}"`];
    expect(forgotten.flatMap(names).filter((name) => bytes.includes(name))).toEqual([]);
    // Shows that the others are found in this way.
    const others = signUps.filter(({ ending }) => ending === 'onboarded');
    expect(others.flatMap(names).filter((name) => !bytes.includes(name))).toEqual([]);
  });

  it('the customer files tell what became of each', async () => {
    for (const { customerId, ending, id, erasureId } of signUps) {
      const path = `/runtime/webhooks/durabletask/entities/${customerFile.name}/${customerId}`;
      const file = CustomerFileState.parse((await host.insist(path)).body);
      expect({ customerId, ...file }).toMatchObject(fileOf(ending, { customerId, id, erasureId }));
    }
  });

  it('no operator is left with anything', async () => {
    expect((await host.insist('/api/interventions')).body).toMatchObject({ open: [] });
  });
});

function mailsOf(ending: EndedSignUp['ending']): string[] {
  if (ending === 'onboarded') return Array.from({ length: WELCOME_MAILS }, () => 'welcome');
  return ending === 'rejected' ? ['onboardingRefused'] : [];
}

function fileOf(
  ending: EndedSignUp['ending'],
  { customerId, id, erasureId }: { customerId: string; id: string; erasureId: string | undefined },
) {
  if (ending === 'forgotten') return { customerId, instances: [], erasure: { by: erasureId, state: 'done' } };
  const isCustomer = ending === 'onboarded';
  return { customerId, state: isCustomer ? 'customer' : 'unknown', onboardedBy: isCustomer ? id : null, erasure: null };
}
