/**
 * Adds the links by which a mail's reader decides. Here, on the way to whoever sends the mail, because what an activity
 * is given is kept in the history of its process, and a link that decides is a secret.
 */
import type { ActivityImplementation } from '../../shared/contract';
import { sendNotification } from './contract';

export interface DecisionRequest {
  readonly approvalId: string;
  /** The address that the mail goes to: who has the link decides in this name. */
  readonly to: string;
  readonly expiresAt: string;
}

export interface DecisionUrls {
  readonly approveUrl: string;
  readonly rejectUrl: string;
}

/** The same activity, its mails with links where the process asks for them. */
export function withDecisionLinks(
  activity: ActivityImplementation,
  urlsFor: (request: DecisionRequest) => DecisionUrls,
): ActivityImplementation {
  if (activity.contract.name !== sendNotification.name) return activity;
  return {
    ...activity,
    handle: (payload, call) => {
      const message = sendNotification.input.safeParse(payload);
      if (!message.success || message.data.decides === undefined) return activity.handle(payload, call);
      const { decides, ...mail } = message.data;
      const data = { ...mail.data, ...urlsFor({ ...decides, to: mail.to }) };
      return activity.handle({ ...mail, data }, call);
    },
  };
}
