/**
 * The link of a confirmation mail: GET shows a page, and only its POST confirms.
 *
 * T1 the secret is in no URL that reaches a server (it is the fragment of the link), and only its hash is sent on.
 * T2 a secret is good once, until its deadline, and for the onboarding that it was mailed for; a wrong one reaches no
 *    instance.
 */
import { createHash } from 'node:crypto';
import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { z } from 'zod';
import { type EmailVerificationState, emailVerification } from '../entities/email-verification/contract';
import {
  type AddressConfirmed,
  addressConfirmed,
  confirmationsPath,
  onboarding,
} from '../processes/onboarding/contract';
import type { ErrorCode } from '../shared/errors';
import { errors } from '../shared/errors';
import { isAtOrAfter } from '../shared/instant';
import { secret } from '../shared/personal-data';
import { boundedText } from './bounded-text';
import { type Client, findInstance, hasEnded, readEntity } from './client';
import { confirmationPage, messagePage } from './confirmation-page';
import { patience, poll } from './poll';
import { readBody } from './request-body';
import { defineRoute, RequestProblem, type Route } from './route';

const Confirmation = z.object({ secret: secret(z.string().min(1).max(200)) });
const Confirmed = z.object({ id: z.string(), confirmation: z.enum(['confirmed', 'submitted']) });

const route = `${confirmationsPath}/{id}`;

/** Anonymous: who has the secret is who reads the mail. */
export function addressConfirmationRoutes(): Route[] {
  return [
    defineRoute({
      name: 'show-address-confirmation',
      methods: ['GET'],
      route,
      authLevel: 'anonymous',
      description: {
        summary: 'The page behind the link of a confirmation mail; changes nothing',
        tag: onboarding.name,
        answers: { 200: { description: 'The page.', contentType: 'text/html' } },
      },
      answer: () => Promise.resolve(confirmationPage()),
    }),
    defineRoute({
      name: 'confirm-address',
      methods: ['POST'],
      route,
      authLevel: 'anonymous',
      description: {
        summary: 'Confirm the address by the secret of the link, once',
        tag: onboarding.name,
        body: { schema: Confirmation },
        answers: {
          200: { description: 'Confirmed.', schema: Confirmed },
          202: { description: 'Not looked at yet.', schema: Confirmed },
        },
        problems: ['process.notFound', 'confirmation.wrongSecret', 'confirmation.used', 'confirmation.ended'],
      },
      answer: (request, client) =>
        isForm(request) ? asPage(confirmByForm(request, client)) : confirmByJson(request, client),
    }),
  ];
}

function isForm({ headers }: HttpRequest): boolean {
  return headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false;
}

async function confirmByJson(request: HttpRequest, client: Client): Promise<HttpResponseInit> {
  const { secret } = await readBody(request, Confirmation);
  const id = request.params['id'] ?? '';
  const confirmation = await confirm(client, id, secret);
  return { status: confirmation === 'confirmed' ? 200 : 202, jsonBody: { id, confirmation } };
}

async function confirmByForm(request: HttpRequest, client: Client): Promise<HttpResponseInit> {
  const secret = new URLSearchParams(await boundedText(request)).get('secret') ?? '';
  await confirm(client, request.params['id'] ?? '', secret);
  return messagePage(200, 'Thank you', 'Your address is confirmed. You can close this page.');
}

/** Who clicks a link reads sentences, not JSON. */
async function asPage(answer: Promise<HttpResponseInit>): Promise<HttpResponseInit> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof ConfirmationProblem)) throw error;
    const { status, message, remedy } = errors[error.code];
    return messagePage(status, message, remedy);
  }
}

class ConfirmationProblem extends RequestProblem {
  readonly code: ErrorCode;

  constructor(code: ErrorCode) {
    super(code);
    this.code = code;
  }
}

/** The instance is the judge, by what its history has first; the edge waits a little to see. */
async function confirm(client: Client, id: string, secret: string): Promise<'confirmed' | 'submitted'> {
  const event: AddressConfirmed = { secretHash: hashOf(secret), at: new Date().toISOString() };
  refuseUnlessOpen(await verificationOf(client, id), event);
  if (!(await isUnderWay(client, id))) throw new ConfirmationProblem('confirmation.ended');
  await client.raiseEvent(id, addressConfirmed, event);
  const ending = await poll(async () => (await verificationOf(client, id)).ending ?? undefined, patience);
  if (ending === undefined) return 'submitted';
  if (ending.outcome !== 'confirmed') throw new ConfirmationProblem('confirmation.ended');
  return 'confirmed';
}

function refuseUnlessOpen({ secretHashes, ending, expiresAt }: EmailVerificationState, event: AddressConfirmed): void {
  if (!secretHashes.includes(event.secretHash)) throw new ConfirmationProblem('confirmation.wrongSecret');
  if (ending?.outcome === 'confirmed') throw new ConfirmationProblem('confirmation.used');
  const isLate = expiresAt !== null && isAtOrAfter(event.at, expiresAt);
  if (ending !== null || isLate) throw new ConfirmationProblem('confirmation.ended');
}

async function verificationOf(client: Client, id: string): Promise<EmailVerificationState> {
  const look = () => readEntity(client, emailVerification, id);
  // Who is quick reads the mail before the instance has told of it.
  const verification = (await look()) ?? ((await isUnderWay(client, id)) ? await poll(look, patience) : undefined);
  if (verification === undefined) throw new ConfirmationProblem('process.notFound');
  return verification;
}

async function isUnderWay(client: Client, id: string): Promise<boolean> {
  const instance = await findInstance(client, id);
  return instance?.name === onboarding.name && !hasEnded(instance);
}

/** As the notifications service hashes it. */
function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
