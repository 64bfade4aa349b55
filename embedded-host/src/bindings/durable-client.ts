import type { RegisteredFunction } from '../app-loader/registry';
import { linkTemplates, managementPath } from '../http/management/links';

const clientTypes = new Set(['durableclient', 'orchestrationclient']);

export interface DurableClientSettings {
  readonly hubName: string;
  readonly connectionName: string;
  /** Without it the client builds each URL from the templates. */
  readonly localRpcEndpoint: boolean;
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
  return JSON.stringify({
    taskHubName: settings.hubName,
    connectionName: null,
    creationUrls: {
      createNewInstancePostUri: start,
      createAndWaitOnNewInstancePostUri: `${start}?timeout={timeoutInSeconds}&pollingInterval={intervalInSeconds}`,
    },
    managementUrls: linkTemplates(origin, 'INSTANCEID', settings),
    baseUrl: base,
    requiredQueryStringParameters: '',
    // The slash at the end matters: the SDK resolves paths against it, and would lose the last segment without.
    rpcBaseUrl: settings.localRpcEndpoint ? `${address.loopbackOrigin}${managementPath}/` : null,
    httpBaseUrl: null,
    maxGrpcMessageSizeInBytes: null,
    grpcHttpClientTimeout: null,
  });
}
