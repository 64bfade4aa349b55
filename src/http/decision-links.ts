/** The pages behind the links in mails. Mail scanners open every link: what GET shows, only the button's POST does. */
import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import { z } from 'zod';
import { type ErrorCode, errors } from '../shared/errors';
import { isAtOrAfter } from '../shared/instant';
import { personal } from '../shared/personal-data';
import { Problem } from '../shared/problem';
import { isEnded } from './approval-view';
import type { Client } from './client';
import { boundedText } from './bounded-text';
import { decideApproval } from './decide-approval';
import { decisionPage, messagePage, type Message } from './decision-page';
import { findApproval } from './find-approval';
import { defineRoute, RequestProblem, type Route } from './route';
import { decisionIdOf, type DecisionLink, type LinkSigner } from './signed-link';

const Form = z.object({ comment: personal(z.string().trim().max(2_000)).optional() });

/** Anonymous, because the link itself is the permission. */
export function decisionLinkRoutes(signer: LinkSigner): Route[] {
  const page = { description: 'A page for people.', contentType: 'text/html' };
  const problems: readonly ErrorCode[] = ['link.invalid', 'link.expired', 'link.used', 'approval.alreadyEnded'];
  return [
    defineRoute({
      name: 'show-decision-link',
      methods: ['GET'],
      route: 'links/{token}',
      authLevel: 'anonymous',
      description: {
        ...{ summary: 'The page of a link in a mail; changes nothing', tag: 'approvals', problems },
        answers: { 200: page },
      },
      answer: (request, client) => asPage(() => show(request, client, signer)),
    }),
    defineRoute({
      name: 'use-decision-link',
      methods: ['POST'],
      route: 'links/{token}',
      authLevel: 'anonymous',
      description: {
        ...{ summary: 'What the button of that page does: decides, once', tag: 'approvals', problems },
        answers: { 200: page, 202: page },
      },
      answer: (request, client) => asPage(() => use(request, client, signer)),
    }),
  ];
}

async function show(request: HttpRequest, client: Client, signer: LinkSigner): Promise<HttpResponseInit> {
  const link = linkIn(request, signer);
  const approval = await findApproval(client, link.approvalId);
  if (approval.audit.some(({ id }) => id === decisionIdOf(link))) throw new RequestProblem('link.used');
  if (isEnded(approval)) throw new RequestProblem('approval.alreadyEnded', { recorded: approval.ending });
  return decisionPage(approval, link);
}

async function use(request: HttpRequest, client: Client, signer: LinkSigner): Promise<HttpResponseInit> {
  const link = linkIn(request, signer);
  const comment = await commentIn(request);
  const { approvalId, decision, to } = link;
  const acted = await decideApproval(client, {
    ...{ approvalId, decision, comment, decisionId: decisionIdOf(link), version: undefined, channel: 'link' },
    // The process chose whom to send the link to; the rules still know who is excluded.
    principal: { id: to, name: to, roles: 'every', isAssumed: false, isLocal: false },
  });
  if (acted.outcome === 'repeated') throw new RequestProblem('link.used');
  if (acted.outcome === 'submitted') return messagePage(202, submitted);
  return messagePage(200, { ...recorded, text: `You decided: ${decision}. Nothing is left to do.` });
}

const recorded: Message = { title: 'Thank you', text: '' };
const submitted: Message = { title: 'Thank you', text: 'Your decision is on its way; you can close this page.' };

function linkIn({ params }: HttpRequest, signer: LinkSigner): DecisionLink {
  const link = signer.read(params['token'] ?? '');
  if (link === undefined) throw new RequestProblem('link.invalid');
  if (isAtOrAfter(new Date().toISOString(), link.expiresAt)) throw new RequestProblem('link.expired');
  return link;
}

async function commentIn(request: HttpRequest): Promise<string | undefined> {
  const form = Form.safeParse(Object.fromEntries(new URLSearchParams(await boundedText(request))));
  if (!form.success) throw new RequestProblem('request.invalid', { detail: 'The comment is too long.' });
  return form.data.comment === '' ? undefined : form.data.comment;
}

/** Whoever came by a mail reads a page, not JSON. */
async function asPage(answer: () => Promise<HttpResponseInit>): Promise<HttpResponseInit> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof RequestProblem)) throw error;
    const { status = 500, body } = error.response;
    const problem = Problem.parse(JSON.parse(z.string().parse(body)));
    const { message, remedy } = errors['app.unexpected'];
    return messagePage(status, { title: problem.title ?? message, text: problem.detail ?? remedy });
  }
}
