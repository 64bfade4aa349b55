import type { HttpRequest } from '@azure/functions';
import { z } from 'zod';
import type { EndedApproval, WaitingApproval } from '../entities/approval-inbox/contract';
import { refusalOf } from '../shared/approval-policy';
import { isAtOrAfter, type Instant } from '../shared/instant';
import { isSamePerson } from '../shared/person';
import { ApprovalView, maySee, viewOf } from './approval-view';
import type { Client } from './client';
import { inboxOf } from './find-approval';
import type { Principal } from './identity';
import { readQuery } from './request-query';
import { RequestProblem } from './route';

const MAX_PAGE_SIZE = 200;

export const ApprovalQuery = z.object({
  /** What I have claimed; what I could claim; what is late; what has ended. */
  list: z.enum(['mine', 'roles', 'overdue', 'done']).optional(),
  process: z.string().optional(),
  pageSize: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(50),
  cursor: z.string().optional(),
});
type ApprovalQuery = z.infer<typeof ApprovalQuery>;

export const Overview = z.object({ waiting: z.array(ApprovalView), ended: z.array(ApprovalView) });
export const ApprovalPage = z.object({
  approvals: z.array(ApprovalView),
  /** Gives the next page; null at the end. */
  nextCursor: z.string().nullable(),
});

interface Asked {
  readonly processes: readonly string[];
  readonly principal: Principal;
}

interface Inbox {
  readonly waiting: readonly WaitingApproval[];
  readonly ended: readonly EndedApproval[];
}

/** Without `list` everything at once, as an overview; a list comes in pages. */
export async function listApprovals(request: HttpRequest, client: Client, { processes, principal }: Asked) {
  const query = readQuery(request.query, ApprovalQuery);
  const inboxes = await Promise.all(asked(query, processes).map((process) => inboxOf(client, process)));
  const inbox = {
    waiting: inboxes.flatMap(({ waiting }) => waiting.filter((approval) => maySee(approval, principal))),
    ended: inboxes.flatMap(({ ended }) => ended.filter((approval) => maySee(approval, principal))),
  };
  if (query.list !== undefined) return pageOf(entriesOf(query.list, inbox, principal), query);
  return { waiting: inbox.waiting.map(viewOf), ended: inbox.ended.map(viewOf) };
}

function asked({ process }: ApprovalQuery, processes: readonly string[]): readonly string[] {
  if (process === undefined) return processes;
  if (processes.includes(process)) return [process];
  throw new RequestProblem('request.invalid', {
    errors: [{ field: 'process', message: `expected one of ${processes.join(', ')}` }],
  });
}

interface Entry {
  /** What the list is sorted by, with the id, so that a page goes on where the one before ended. */
  readonly key: string;
  readonly approval: WaitingApproval | EndedApproval;
}

/** What is due first comes first; of what has ended, the latest. */
function entriesOf(list: NonNullable<ApprovalQuery['list']>, inbox: Inbox, principal: Principal): Entry[] {
  if (list === 'done') return inbox.ended.map((approval) => entry(approval.ending.at, approval)).sort(latestFirst);
  const now = new Date().toISOString();
  const belongs = {
    mine: ({ claim }: WaitingApproval) => claim !== undefined && isSamePerson(claim.by, principal),
    roles: (approval: WaitingApproval) => approval.claim === undefined && mayClaim(approval, principal),
    overdue: (approval: WaitingApproval) => isOverdue(approval, now),
  }[list];
  return inbox.waiting
    .filter(belongs)
    .map((approval) => entry(approval.dueAt, approval))
    .sort(earliestFirst);
}

function entry(moment: Instant, approval: Entry['approval']): Entry {
  return { key: `${moment} ${approval.approvalId}`, approval };
}

const earliestFirst = (one: Entry, other: Entry) => (one.key < other.key ? -1 : 1);
const latestFirst = (one: Entry, other: Entry) => (one.key > other.key ? -1 : 1);

function mayClaim(approval: WaitingApproval, { id, name, roles }: Principal): boolean {
  const version = approval.audit.length;
  return refusalOf({ ...approval, version }, { type: 'claim', by: { id, name }, roles }) === undefined;
}

/** Its process says so by its own clock; an approval without a follow-up date is late when it had to be reminded of. */
function isOverdue({ overdueSince, followUpAt, remindAt, dueAt }: WaitingApproval, now: Instant): boolean {
  return overdueSince !== undefined || isAtOrAfter(now, followUpAt ?? remindAt ?? dueAt);
}

function pageOf(entries: readonly Entry[], { list, pageSize, cursor }: ApprovalQuery): z.infer<typeof ApprovalPage> {
  const after = cursor === undefined ? undefined : keyIn(cursor);
  const isLater = (key: string) => after === undefined || (list === 'done' ? key < after : key > after);
  const rest = entries.filter(({ key }) => isLater(key));
  const page = rest.slice(0, pageSize);
  const last = page.at(-1);
  return {
    approvals: page.map(({ approval }) => viewOf(approval)),
    nextCursor: last === undefined || rest.length === page.length ? null : cursorOf(last),
  };
}

function cursorOf({ key }: Entry): string {
  return Buffer.from(key).toString('base64url');
}

function keyIn(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString('utf8');
  if (/^\d{4}-\S+ [^~]+~.+~[^~]+$/.test(key)) return key;
  throw new RequestProblem('request.invalid', {
    errors: [{ field: 'cursor', message: 'expected the nextCursor of the page before' }],
  });
}
