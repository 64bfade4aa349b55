/**
 * Who may do what with an approval: one set of rules for the entity, which decides, and for the edge, which explains.
 *
 * Q1 who is excluded, or has spoken already, neither claims nor decides nor is delegated to; a delegate speaks for two.
 * Q2 what somebody has claimed is theirs until they decide, give it back or it escalates.
 */
import { z } from 'zod';
import { Instant } from './instant';
import { hasRole, isPerson, isSamePerson, Person, PersonId, type Roles } from './person';

/** For approvals that name no roles. */
const USUAL_ROLE = 'approver';
/** May take a claim away from somebody who is ill. */
const OPERATOR_ROLE = 'operator';

export const ApprovalPolicy = z.object({
  /** One of them is enough. */
  candidateRoles: z.array(z.string().min(1)).min(1).optional(),
  /** Ids or names of people who may not decide, whatever their roles. */
  excluded: z.array(PersonId).default([]),
  /** So many different people have to approve; one is enough to reject. */
  required: z.int().positive().default(1),
});
export type ApprovalPolicy = z.infer<typeof ApprovalPolicy>;

export const ApprovalClaim = z.object({
  by: Person,
  at: Instant,
  /** Who delegated it, and stays the owner. */
  onBehalfOf: Person.optional(),
});
export type ApprovalClaim = z.infer<typeof ApprovalClaim>;

/** What the rules look at. */
export interface Assignable extends ApprovalPolicy {
  readonly claim?: ApprovalClaim | undefined;
  /** Who has decided, and for whom. */
  readonly decisions: readonly { readonly by: Person; readonly onBehalfOf?: Person | undefined }[];
  /** Grows with every change. */
  readonly version: number;
}

export interface ApprovalAct {
  readonly type: 'claim' | 'unclaim' | 'delegate' | 'decide';
  readonly by: Person;
  readonly roles: Roles;
  /** To whom it is delegated. */
  readonly to?: string | undefined;
  /** The version that was looked at. */
  readonly version?: number | undefined;
}

export const ApprovalRefusal = z.enum(['stale', 'roleMissing', 'excluded', 'hasDecided', 'claimed', 'notClaimed']);
export type ApprovalRefusal = z.infer<typeof ApprovalRefusal>;

export function rolesFor({ candidateRoles }: ApprovalPolicy): readonly string[] {
  return candidateRoles ?? [USUAL_ROLE];
}

/** Why an act on a waiting approval is refused; undefined when it is not. */
export function refusalOf(approval: Assignable, act: ApprovalAct): ApprovalRefusal | undefined {
  if (act.version !== undefined && act.version !== approval.version) return 'stale';
  switch (act.type) {
    case 'claim':
    case 'decide':
      return refusalToTake(approval, act);
    case 'unclaim':
      return refusalToGiveBack(approval, act);
    case 'delegate':
      return refusalToTake(approval, act) ?? refusalOfPerson(approval, { id: act.to ?? '', name: act.to ?? '' });
  }
}

function refusalToTake(approval: Assignable, { by, roles }: ApprovalAct): ApprovalRefusal | undefined {
  const { claim } = approval;
  const isHolder = claim !== undefined && isSamePerson(claim.by, by);
  // A delegate needs no role: who delegated had it.
  if (!isHolder && !hasRole(roles, ...rolesFor(approval))) return 'roleMissing';
  const refusal = refusalOfPerson(approval, by);
  if (refusal !== undefined) return refusal;
  return claim === undefined || isHolder ? undefined : 'claimed';
}

function refusalToGiveBack({ claim }: Assignable, { by, roles }: ApprovalAct): ApprovalRefusal | undefined {
  if (claim === undefined) return 'notClaimed';
  return isSamePerson(claim.by, by) || hasRole(roles, OPERATOR_ROLE) ? undefined : 'claimed';
}

function refusalOfPerson({ excluded, decisions }: Assignable, person: Person): ApprovalRefusal | undefined {
  if (excluded.some((text) => isPerson(text, person))) return 'excluded';
  const speakers = decisions.flatMap(({ by, onBehalfOf }) => (onBehalfOf === undefined ? [by] : [by, onBehalfOf]));
  return speakers.some((speaker) => isSamePerson(speaker, person)) ? 'hasDecided' : undefined;
}
