/**
 * At most one instance for an Idempotency-Key, however many requests race:
 *
 * O1 the instance id follows from the key, so that a repetition finds the instance without an index.
 * O2 only who holds the claim of the key starts it (entities/start-claim); starting alone would not do, because an id
 *    that has finished meanwhile is replaced.
 * O3 a claimant that died is taken over after the patience; one that is half that late itself does not start any more, so
 *    that only a request to the host that is on its way for seconds could still replace a finished instance.
 */
import { createHash, randomUUID } from 'node:crypto';
import { EntityId } from 'durable-functions';
import { z } from 'zod';
import { type StartClaim, startClaim } from '../entities/start-claim/contract';
import { type Client, findInstance, readEntity } from './client';
import { type Patience, patience as usual, poll } from './poll';

export interface Start {
  readonly process: string;
  readonly key: string;
  /** What the key stands for. */
  readonly order: object;
  /** What the app adds: options and version may change between two requests with one key. */
  readonly stamped: object;
}

export type Started =
  | { readonly outcome: 'started'; readonly instanceId: string }
  /** The key belongs to another body. */
  | { readonly outcome: 'keyReused' }
  /** Another request is about to start it. */
  | { readonly outcome: 'undecided' };

/** The fingerprint travels with the input, so that the instance itself tells which body it was started with. */
interface Input {
  readonly requestFingerprint: string;
}

interface Attempt {
  readonly client: Client;
  readonly process: string;
  readonly instanceId: string;
  readonly input: Input;
  readonly fingerprint: string;
  readonly claimant: string;
  readonly begunAt: number;
  readonly patience: Patience;
}

export async function startOnce(
  client: Client,
  { process, key, order, stamped }: Start,
  patience: Patience = usual,
): Promise<Started> {
  const instanceId = `${process}-${digest(key).slice(0, 32)}`;
  const fingerprint = digest(canonical(order));
  const input = { ...order, ...stamped, requestFingerprint: fingerprint };
  const attempt: Attempt = {
    ...{ client, process, instanceId, input, fingerprint },
    ...{ claimant: randomUUID(), begunAt: performance.now(), patience },
  };
  const known = await existing(attempt);
  if (known !== undefined) return known;
  const claim = await claimKey(attempt);
  if (claim === undefined) return { outcome: 'undecided' };
  if (claim.fingerprint !== fingerprint) return { outcome: 'keyReused' };
  return claim.claimant === attempt.claimant ? start(attempt) : followClaimant(attempt, claim);
}

async function existing({ client, instanceId, fingerprint }: Attempt): Promise<Started | undefined> {
  const instance = await findInstance(client, instanceId);
  if (instance === undefined) return undefined;
  const input = z.object({ requestFingerprint: z.string() }).safeParse(instance.input);
  return input.data?.requestFingerprint === fingerprint ? { outcome: 'started', instanceId } : { outcome: 'keyReused' };
}

async function claimKey({
  client,
  instanceId,
  fingerprint,
  claimant,
  patience,
}: Attempt): Promise<StartClaim | undefined> {
  const current = await claimOf(client, instanceId);
  if (current !== undefined) return current;
  await client.signalEntity(claimId(instanceId), 'claim', { fingerprint, claimant });
  return poll(() => claimOf(client, instanceId), patience);
}

async function start(attempt: Attempt): Promise<Started> {
  const { client, process, instanceId, input, begunAt, patience } = attempt;
  if (performance.now() - begunAt > patience.withinMs / 2) return { outcome: 'undecided' };
  try {
    await client.startNew(process, { instanceId, input });
    return { outcome: 'started', instanceId };
  } catch (refusal) {
    // Refused because it runs already, or failed after it was started: the instance tells.
    const started = await existing(attempt);
    if (started === undefined) throw refusal;
    return started;
  }
}

/** Waits for the other request's start; takes over when that request seems to have died. */
async function followClaimant(attempt: Attempt, { claimant: other }: StartClaim): Promise<Started> {
  const { client, instanceId, claimant, patience } = attempt;
  const started = await poll(() => existing(attempt), patience);
  if (started !== undefined) return started;
  const begunAt = performance.now();
  await client.signalEntity(claimId(instanceId), 'takeOver', { from: other, to: claimant });
  const taken = await poll(async () => {
    const claim = await claimOf(client, instanceId);
    return claim?.claimant === other ? undefined : claim;
  }, patience);
  return taken?.claimant === claimant
    ? start({ ...attempt, begunAt })
    : ((await existing(attempt)) ?? { outcome: 'undecided' });
}

async function claimOf(client: Client, instanceId: string): Promise<StartClaim | undefined> {
  return (await readEntity(client, startClaim, instanceId))?.claim ?? undefined;
}

function claimId(instanceId: string): EntityId {
  return new EntityId(startClaim.name, instanceId);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The same text for the same value, whatever the order of its members. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
