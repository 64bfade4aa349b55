/** The few routes of the Functions host itself that local tools ask for. */
import type { FastifyInstance } from 'fastify';
import { emulatedHostVersion } from '../app-loader/core-module';
import type { RegisteredFunction } from '../app-loader/registry';

export interface AdminView {
  readonly functions: readonly RegisteredFunction[];
  /** Address of an HTTP function, null for others. */
  readonly urlOf: (registered: RegisteredFunction) => string | null;
  readonly origin: () => string;
}

export function serveAdmin(server: FastifyInstance, view: AdminView): void {
  server.get('/admin/host/status', () => ({
    id: 'embedded-host',
    state: 'Running',
    version: emulatedHostVersion,
    versionDetails: emulatedHostVersion,
    processUptime: Math.round(process.uptime() * 1000),
  }));
  server.get('/admin/functions', () => view.functions.map((registered) => describeFunction(registered, view)));
  server.get('/admin/functions/:name', (request, reply) => {
    // The route has exactly this parameter.
    const { name } = request.params as { name: string };
    const found = view.functions.find(({ key }) => key === name.toLowerCase());
    return found ? describeFunction(found, view) : reply.code(404).send();
  });
}

function describeFunction(registered: RegisteredFunction, view: AdminView): object {
  const { name, bindings } = registered;
  return {
    name,
    href: `${view.origin()}/admin/functions/${encodeURIComponent(name)}`,
    invoke_url_template: view.urlOf(registered),
    language: 'node',
    isDisabled: false,
    config: { name, bindings: Object.entries(bindings).map(([binding, options]) => ({ ...options, name: binding })) },
  };
}
