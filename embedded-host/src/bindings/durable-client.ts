import type { RegisteredFunction } from '../app-loader/registry';
import type { LinkSettings } from '../http/management/links';
import { linkTemplates, managementPath } from '../http/management/links';

const clientTypes = new Set(['durableclient', 'orchestrationclient']);

export interface DurableClientSettings extends LinkSettings {
  /** Without it the client builds each URL from the templates. */
  readonly localRpcEndpoint: boolean;
  /** Where keys are asked for: the path under which this process may do without. */
  readonly doorPath?: string | undefined;
}

/** Where the host can be reached; known only once it listens. */
export interface HostAddress {
  readonly port: number;
  /** Host and port as a caller writes them, for example `localhost:7071`. */
  readonly authority: string;
  /** Origin for calls from this very process. */
  readonly loopbackOrigin: string;
}

/** Names of the bindings of a function that take the durable client. */
export function clientInputs(registered: RegisteredFunction): string[] {
  return Object.entries(registered.bindings)
    .filter(([, binding]) => binding.direction === 'in' && isDurableClient(binding.type))
    .map(([name]) => name);
}

export function isDurableClient(type: string): boolean {
  return clientTypes.has(type.toLowerCase());
}

/** What the durable client of the SDK is built from, as JSON text. */
export function durableClientPayload(settings: DurableClientSettings, address: HostAddress): string {
  const origin = `http://${address.authority}`;
  const base = `${origin}${managementPath}`;
  const start = `${base}/orchestrators/{functionName}[/{instanceId}]`;
  const key = `code=${encodeURIComponent(settings.code ?? '')}`;
  const wait = 'timeout={timeoutInSeconds}&pollingInterval={intervalInSeconds}';
  return JSON.stringify({
    taskHubName: settings.hubName,
    connectionName: null,
    creationUrls: {
      createNewInstancePostUri: `${start}?${key}`,
      createAndWaitOnNewInstancePostUri: `${start}?${wait}&${key}`,
    },
    managementUrls: linkTemplates(origin, 'INSTANCEID', settings),
    baseUrl: base,
    // Never empty: the SDK refuses entity operations without it when it has no RPC address.
    requiredQueryStringParameters: key,
    // The slash at the end matters: the SDK resolves paths against it, and would lose the last segment without.
    rpcBaseUrl: settings.localRpcEndpoint
      ? `${address.loopbackOrigin}${settings.doorPath ?? ''}${managementPath}/`
      : null,
    httpBaseUrl: null,
    maxGrpcMessageSizeInBytes: null,
    grpcHttpClientTimeout: null,
  });
}
