/**
 * Every error the app gives, by code: the HTTP status, whose fault it is, what went wrong and what to do about it.
 * docs/errors.md lists the same codes.
 */
export interface ErrorEntry {
  readonly status: number;
  readonly fault: 'user' | 'system';
  readonly message: string;
  readonly remedy: string;
}

export const errors = {
  'request.invalid': {
    status: 400,
    fault: 'user',
    message: 'The request does not have the expected form.',
    remedy: 'Correct the named fields and send it again.',
  },
  'request.malformedJson': {
    status: 400,
    fault: 'user',
    message: 'The body is not JSON.',
    remedy: 'Send the body as JSON text.',
  },
  'request.unsupportedMediaType': {
    status: 415,
    fault: 'user',
    message: 'The content type of the body is not supported.',
    remedy: 'Send JSON with "Content-Type: application/json".',
  },
  'request.tooLarge': {
    status: 413,
    fault: 'user',
    message: 'The body is larger than this route takes.',
    remedy: 'Send less at once, for example a batch in several parts.',
  },
  'request.idempotencyKeyReused': {
    status: 422,
    fault: 'user',
    message: 'The Idempotency-Key was used before with another body.',
    remedy: 'Send the original body, or a new key for a new request.',
  },
  'identity.unknown': {
    status: 401,
    fault: 'user',
    message: 'The request does not say who sends it.',
    remedy: 'Sign in by the authentication of the app; docs/identity.md tells how it is set up.',
  },
  'identity.developmentHeaderRefused': {
    status: 401,
    fault: 'user',
    message: 'X-Development-Principal counts at the machine of a developer only, not on Azure.',
    remedy: 'Leave the header out and sign in by the authentication of the app.',
  },
  'identity.roleMissing': {
    status: 403,
    fault: 'user',
    message: 'Who sends the request does not have the role for it.',
    remedy: 'Ask for one of the roles that are named.',
  },
  'request.idempotencyKeyMissing': {
    status: 400,
    fault: 'user',
    message: 'The process is started with an Idempotency-Key only.',
    remedy: 'Choose a key for this start, for example a UUID, and send it again with each repetition.',
  },
  'request.idempotencyKeyInUse': {
    status: 409,
    fault: 'user',
    message: 'Another request with the same Idempotency-Key has not finished yet.',
    remedy: 'Send the same request again in a moment.',
  },
  'process.notFound': {
    status: 404,
    fault: 'user',
    message: 'There is no such process instance.',
    remedy: 'Check the id; a finished instance may have been purged.',
  },
  'process.tooLateToCancel': {
    status: 409,
    fault: 'user',
    message: 'The process can no longer be cancelled.',
    remedy: 'Its progress and its result tell how far it has come.',
  },
  'process.unknownEvent': {
    status: 404,
    fault: 'user',
    message: 'The process knows no such event.',
    remedy: 'The catalogue names the events of each process.',
  },
  'process.unknownBusinessKey': {
    status: 404,
    fault: 'user',
    message: 'No running process instance has this business key.',
    remedy: 'Check the key; an instance has it from its first step until it ends.',
  },
  'process.ambiguousBusinessKey': {
    status: 409,
    fault: 'user',
    message: 'Several running process instances have this business key.',
    remedy: 'Tell the event to one of those that are named, by its id.',
  },
  'process.alreadyEnded': {
    status: 409,
    fault: 'user',
    message: 'The process instance has ended already.',
    remedy: 'Its result tells how; nothing more can be told to it.',
  },
  'process.unknownVersion': {
    status: 500,
    fault: 'system',
    message: 'A process instance was started with a version that this app does not have.',
    remedy: 'Deploy an app that has the version, or start the instance again with the current one.',
  },
  'process.overloaded': {
    status: 429,
    fault: 'system',
    message: 'More processes are under way than the host takes on at once.',
    remedy: 'Send the same request again after the time that Retry-After names.',
  },
  'approval.notFound': {
    status: 404,
    fault: 'user',
    message: 'There is no such approval.',
    remedy: 'List the approvals to see which ones wait.',
  },
  'approval.alreadyEnded': {
    status: 409,
    fault: 'user',
    message: 'The approval has ended already.',
    remedy: 'The recorded ending stands; nothing is left to do.',
  },
  'confirmation.wrongSecret': {
    status: 403,
    fault: 'user',
    message: 'This is not the secret of the link.',
    remedy: 'Open the link of the mail again, as a whole.',
  },
  'confirmation.used': {
    status: 409,
    fault: 'user',
    message: 'The address is confirmed already.',
    remedy: 'Nothing is left to do; a link is good once.',
  },
  'confirmation.ended': {
    status: 410,
    fault: 'user',
    message: 'The link is no longer good.',
    remedy: 'Sign up again to get a new one.',
  },
  'intervention.notFound': {
    status: 404,
    fault: 'user',
    message: 'There is no such intervention.',
    remedy: 'List the interventions to see what is stuck.',
  },
  'intervention.alreadyEnded': {
    status: 409,
    fault: 'user',
    message: 'The intervention has ended already.',
    remedy: 'The recorded ending stands; nothing is left to do.',
  },
  'intervention.actionNotPossible': {
    status: 409,
    fault: 'user',
    message: 'That cannot be done about this intervention.',
    remedy: 'Choose one of the actions that it lists.',
  },
  'approval.claimed': {
    status: 409,
    fault: 'user',
    message: 'Somebody else has claimed the approval.',
    remedy: 'Ask whoever is named, or wait until it is given back or escalates.',
  },
  'approval.notClaimed': {
    status: 409,
    fault: 'user',
    message: 'Nobody has claimed the approval.',
    remedy: 'Nothing is left to give back.',
  },
  'approval.stale': {
    status: 409,
    fault: 'user',
    message: 'The approval has changed since it was looked at.',
    remedy: 'Look at it again, and send its new version.',
  },
  'approval.excluded': {
    status: 403,
    fault: 'user',
    message: 'The one who would decide is excluded from this approval.',
    remedy: 'Have it decided by somebody who is not involved.',
  },
  'approval.hasDecided': {
    status: 409,
    fault: 'user',
    message: 'The one who would decide has spoken already; it takes different people.',
    remedy: 'Leave it to somebody else who has the role.',
  },
  'link.invalid': {
    status: 404,
    fault: 'user',
    message: 'The link is not complete, or was not made by this app.',
    remedy: 'Open the link as it stands in the mail; the inbox has the approval, too.',
  },
  'link.expired': {
    status: 410,
    fault: 'user',
    message: 'The link has expired.',
    remedy: 'Look for the approval in the inbox.',
  },
  'link.used': {
    status: 409,
    fault: 'user',
    message: 'The link has been used; it decides once.',
    remedy: 'The recorded decision stands; nothing is left to do.',
  },
  'app.unexpected': {
    status: 500,
    fault: 'system',
    message: 'The app failed in a way it does not know.',
    remedy: 'The log of the app tells more; send the request again with the same Idempotency-Key.',
  },
  'activity.invalidInput': {
    status: 500,
    fault: 'system',
    message: 'An activity was called with an input that its contract does not allow.',
    remedy: 'Compare the process with the contract of the activity: one of them changed.',
  },
  'activity.timeout': {
    status: 504,
    fault: 'system',
    message: 'An attempt of an activity took longer than its contract allows.',
    remedy: 'It is retried; if it stays, look at the service behind it.',
  },
  'activity.notRetryable': {
    status: 502,
    fault: 'system',
    message: 'An activity failed at something that trying again cannot mend.',
    remedy: 'It is not retried; the message tells what has to change.',
  },
  'step.timeout': {
    status: 504,
    fault: 'system',
    message: 'A step had no answer within its time, all attempts together.',
    remedy: 'Look at the service behind it; its effect may have happened.',
  },
  'entity.invalidCall': {
    status: 500,
    fault: 'system',
    message: 'An entity was called with an operation, input or stored state that its contract does not allow.',
    remedy: 'Compare the caller with the contract of the entity: one of them changed.',
  },
  'stock.reservationReused': {
    status: 500,
    fault: 'system',
    message: 'A reservation id was used again for another quantity.',
    remedy: 'Use another reservation id for another reservation.',
  },
  'transfer.idReused': {
    status: 500,
    fault: 'system',
    message: 'A transfer id was used again for another amount.',
    remedy: 'Use another transfer id for another transfer.',
  },
  'instances.stillRunning': {
    status: 409,
    fault: 'system',
    message: 'Instances that were asked to end still run.',
    remedy: 'It is retried; if it stays, look at what they wait for.',
  },
  'service.unavailable': {
    status: 503,
    fault: 'system',
    message: 'A service cannot be reached or cannot answer now.',
    remedy: 'It is retried; if it stays, look at the health and the configured URL of the service.',
  },
  'service.circuitOpen': {
    status: 503,
    fault: 'system',
    message: 'A service has failed so often that it is not asked for a while.',
    remedy: 'It is asked again after the time that is named; look at the health of the service.',
  },
  'service.invalidAnswer': {
    status: 502,
    fault: 'system',
    message: 'A service answered something that its contract does not allow.',
    remedy: 'Compare the service with its contract in src/services.',
  },
  'service.requestRejected': {
    status: 502,
    fault: 'system',
    message: 'A service rejected a request that its contract does not let it refuse.',
    remedy: 'Compare the service with its contract in src/services, and check what it allows this app to do.',
  },
  'service.keyReused': {
    status: 500,
    fault: 'system',
    message: 'An idempotency key was used for two different effects.',
    remedy: 'Give every effect of a process its own step name.',
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errors;

/** The code leads the message, because a history keeps the message of a fault and not its class. */
export class AppError extends Error {
  readonly code: ErrorCode;
  override readonly name = 'AppError';

  constructor(code: ErrorCode, options: { readonly detail?: string; readonly cause?: unknown } = {}) {
    const { detail, cause } = options;
    super(`${code}: ${detail ?? errors[code].message}`, cause === undefined ? {} : { cause });
    this.code = code;
  }

  get entry(): ErrorEntry {
    return errors[this.code];
  }
}
