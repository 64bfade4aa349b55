/** The URIs by which clients reach the management API: in answers of the API itself and in the durable client binding. */
export const managementPath = '/runtime/webhooks/durabletask';

/** The part of the links that is the same for every request to this host. */
export interface LinkSettings {
  readonly hubName: string;
  readonly connectionName: string;
  /** System key, where the host asks for one. */
  readonly code?: string | undefined;
}

export interface InstanceLinks {
  readonly id: string;
  readonly statusQueryGetUri: string;
  readonly sendEventPostUri: string;
  readonly terminatePostUri: string;
  readonly purgeHistoryDeleteUri: string;
  readonly restartPostUri: string;
  readonly suspendPostUri: string;
  readonly resumePostUri: string;
}

/** Links of one instance on the origin that the caller used; `{eventName}` and `{text}` are left for the caller. */
export function instanceLinks(origin: string, id: string, settings: LinkSettings): InstanceLinks {
  const instance = `${origin}${managementPath}/instances/${encodeURIComponent(id)}`;
  const query = commonQuery(settings);
  return {
    id,
    statusQueryGetUri: `${instance}?${query}`,
    sendEventPostUri: `${instance}/raiseEvent/{eventName}?${query}`,
    terminatePostUri: `${instance}/terminate?reason={text}&${query}`,
    purgeHistoryDeleteUri: `${instance}?${query}`,
    restartPostUri: `${instance}/restart?${query}`,
    suspendPostUri: `${instance}/suspend?reason={text}&${query}`,
    resumePostUri: `${instance}/resume?reason={text}&${query}`,
  };
}

/** Links with a placeholder for the id, as the durable client binding hands them to the SDK. */
export function linkTemplates(origin: string, placeholder: string, settings: LinkSettings) {
  const { id, statusQueryGetUri, sendEventPostUri, terminatePostUri, ...others } = instanceLinks(
    origin,
    placeholder,
    settings,
  );
  const rewind = `${origin}${managementPath}/instances/${placeholder}/rewind`;
  const rewindPostUri = `${rewind}?reason={text}&${commonQuery(settings)}`;
  return { id, statusQueryGetUri, sendEventPostUri, terminatePostUri, rewindPostUri, ...others };
}

function commonQuery({ hubName, connectionName, code }: LinkSettings): string {
  const query = `taskHub=${encodeURIComponent(hubName)}&connection=${encodeURIComponent(connectionName)}`;
  return code === undefined ? query : `${query}&code=${encodeURIComponent(code)}`;
}
