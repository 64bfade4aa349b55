/**
 * Links in mails that decide. A link is for one approval, one decision and one person, and carries all of it, signed:
 * `<payload>.<HMAC-SHA256>`, both base64url. Whoever has the link is taken for that person.
 *
 * D1 a link that was changed in any part, or was signed with another key or for another purpose, is none.
 * D2 a link ends with its approval or at its own time, and decides once (by the id of its decision).
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { ApprovalId, Decision } from '../entities/approval-inbox/contract';
import { Instant } from '../shared/instant';
import { PersonId } from '../shared/person';

/** Part of what is signed, so that no other use of the key gives a link that decides. */
const PURPOSE = 'approval-decision:1';

export const DecisionLink = z.object({
  approvalId: ApprovalId,
  decision: Decision,
  /** Who decides by it. */
  to: PersonId,
  expiresAt: Instant,
});
export type DecisionLink = z.infer<typeof DecisionLink>;

export interface LinkSigner {
  sign(link: DecisionLink): string;
  /** Undefined for what was not signed here. */
  read(token: string): DecisionLink | undefined;
}

/** For a developer's machine: links do not outlive the start that made them. */
export function newLinkKey(): string {
  return randomBytes(32).toString('base64url');
}

export function linkSigner(key: string): LinkSigner {
  const signatureOf = (payload: string) => createHmac('sha256', key).update(`${PURPOSE}.${payload}`).digest();
  return {
    sign: ({ approvalId, decision, to, expiresAt }) => {
      const payload = Buffer.from(JSON.stringify({ approvalId, decision, to, expiresAt })).toString('base64url');
      return `${payload}.${signatureOf(payload).toString('base64url')}`;
    },
    read: (token) => {
      const [payload = '', signature = '', ...rest] = token.split('.');
      const expected = signatureOf(payload);
      const given = Buffer.from(signature, 'base64url');
      if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
      return DecisionLink.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))).data;
    },
  };
}

/** The same for every mail with this link: a reminder does not give a second vote. */
export function decisionIdOf({ approvalId, decision, to }: DecisionLink): string {
  const text = JSON.stringify([approvalId, decision, to]);
  return `link-${createHash('sha256').update(text).digest('hex').slice(0, 40)}`;
}

interface LinkPlace {
  readonly signer: LinkSigner;
  /** Where people reach the app, without the route prefix. */
  readonly baseUrl: string;
}

/** Both links of a mail. */
export function decisionUrls({ signer, baseUrl }: LinkPlace) {
  const urlOf = (link: DecisionLink) => `${baseUrl.replace(/\/$/, '')}/api/links/${signer.sign(link)}`;
  return ({ approvalId, to, expiresAt }: { approvalId: string; to: string; expiresAt: Instant }) => {
    const link = { approvalId: ApprovalId.parse(approvalId), to, expiresAt };
    return {
      approveUrl: urlOf({ ...link, decision: 'approve' }),
      rejectUrl: urlOf({ ...link, decision: 'reject' }),
    };
  };
}
