/** Tests in which several people with roles act: only where who they are is taken from a header. */
import { describe } from '@jest/globals';
import { eventually } from './eventually';
import { get, post } from './app-client';
import type { Reply } from './reply';
import { target } from './target';

export function describeWithPeople(name: string, tests: () => void): void {
  if (target.hasPeople) describe(name, tests);
  else describe.skip(`${name} (skipped: BEARER_TOKEN is one person, and these need several)`, tests);
}

const pathOf = (approvalId: string) => `/approvals/${encodeURIComponent(approvalId)}`;

/** It is in the inbox soon after its process has begun to wait. */
export function listed(approvalId: string): Promise<Reply> {
  return eventually(`${approvalId} is listed`, async () => {
    const reply = await get(pathOf(approvalId));
    return reply.status === 200 ? reply : undefined;
  });
}

export function claim(approvalId: string, as: string): Promise<Reply> {
  return post(`${pathOf(approvalId)}/claim`, undefined, { as });
}

export function decide(approvalId: string, decision: 'approve' | 'reject', as: string): Promise<Reply> {
  return post(pathOf(approvalId), { decision }, { as });
}
