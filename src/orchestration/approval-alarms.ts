import { isAtOrAfter, type Instant } from '../shared/instant';
import type { RoleApprovalRequest } from './approval-request';

/** What happens at a moment while an approval waits. */
export type Alarm = { readonly at: Instant } & (
  | { readonly type: 'remind' }
  | { readonly type: 'followUp' }
  | { readonly type: 'escalate'; readonly roles: readonly string[]; readonly level: number }
);

/** In the order of time; what would come with the deadline or after it never comes. */
export function alarmsOf(request: RoleApprovalRequest, after: (durationMs: number) => Instant): Alarm[] {
  const { remindAfterMs, followUpAfterMs, escalation = [], expireAfterMs } = request;
  const dueAt = after(expireAfterMs);
  const alarms: Alarm[] = [
    { type: 'remind', at: after(remindAfterMs) },
    ...(followUpAfterMs === undefined ? [] : [{ type: 'followUp' as const, at: after(followUpAfterMs) }]),
    ...escalation.map(({ afterMs, roles }, index) => ({
      ...{ type: 'escalate' as const, at: after(afterMs), roles, level: index + 1 },
    })),
  ];
  return alarms.filter(({ at }) => !isAtOrAfter(at, dueAt)).toSorted((one, other) => (one.at < other.at ? -1 : 1));
}
