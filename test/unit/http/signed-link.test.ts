import { createHmac } from 'node:crypto';
import type { HttpRequest } from '@azure/functions';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ApprovalId } from '../../../src/entities/approval-inbox/contract';
import { decisionLinkRoutes } from '../../../src/http/decision-links';
import { type DecisionLink, decisionUrls, linkSigner, newLinkKey } from '../../../src/http/signed-link';
import { FakeClient } from '../../support/fake-client';

const KEY = 'a key of a test, longer than it has to be';
const link: DecisionLink = {
  approvalId: ApprovalId.parse('loan~loan-1~review'),
  ...{ decision: 'approve', to: 'ann@example.com', expiresAt: '2099-01-01T00:00:00.000Z' },
};
const signer = linkSigner(KEY);

describe('a signed link', () => {
  it('is read as it was signed', () => {
    expect(signer.read(signer.sign(link))).toEqual(link);
  });

  it('is none when any character was changed (D1)', () => {
    const token = signer.sign(link);
    const position = fc.integer({ min: 0, max: token.length - 1 });
    const character = fc.constantFrom('A', 'z', '0', '9', '-', '_', '.');
    fc.assert(
      fc.property(position, character, (at, other) => {
        fc.pre(token[at] !== other);
        const changed = token.slice(0, at) + other + token.slice(at + 1);
        // The last character of base64url has bits that mean nothing: the same signature, the same link.
        expect([undefined, ...(at === token.length - 1 ? [link] : [])]).toContainEqual(signer.read(changed));
      }),
    );
  });

  it('is none with another key, or when the key has signed it for another purpose (D1)', () => {
    const payload = signer.sign(link).split('.')[0] ?? '';
    const otherwise = createHmac('sha256', KEY).update(payload).digest('base64url');
    expect(linkSigner(newLinkKey()).read(signer.sign(link))).toBeUndefined();
    expect(signer.read(`${payload}.${otherwise}`)).toBeUndefined();
    for (const token of ['', '.', 'a.b', 'a.b.c']) expect(signer.read(token)).toBeUndefined();
  });

  it('ends at its time (D2)', async () => {
    const expired = signer.sign({ ...link, expiresAt: '2026-01-01T00:00:00.000Z' });
    // What the routes read of a request before they refuse it is all there.
    const request = { params: { token: expired } } as unknown as HttpRequest;
    for (const route of decisionLinkRoutes(signer)) {
      const answer = await route.handler(request, new FakeClient(), () => undefined);
      expect(answer).toMatchObject({ status: 410, body: expect.stringContaining('The link has expired.') });
    }
  });

  it('comes in pairs, one for each decision', () => {
    const urls = decisionUrls({ signer, baseUrl: 'https://shop.example/' })(link);
    expect(urls.approveUrl).toBe(`https://shop.example/api/links/${signer.sign(link)}`);
    expect(urls.rejectUrl).toBe(`https://shop.example/api/links/${signer.sign({ ...link, decision: 'reject' })}`);
  });
});
