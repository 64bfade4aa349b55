/** The few routes of the Functions host itself that local tools ask for. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { emulatedHostVersion } from '../app-loader/core-module';
import type { RegisteredFunction } from '../app-loader/registry';
import { refusalByHand } from '../bindings/manual-trigger';
import { readBody } from './request-body';

export interface AdminView {
  readonly functions: readonly RegisteredFunction[];
  /** Address of an HTTP function, null for others. */
  readonly urlOf: (registered: RegisteredFunction) => string | null;
  /** Begins an invocation of a function that `refusalByHand` has nothing against. */
  readonly invoke: (registered: RegisteredFunction, input: string) => void;
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
    const found = findFunction(request, view);
    return found ? describeFunction(found, view) : reply.code(404).send();
  });
  server.post('/admin/functions/:name', async (request, reply) => {
    const found = findFunction(request, view);
    return found ? invoke(found, request, reply, view) : reply.code(404).send();
  });
}

async function invoke(
  registered: RegisteredFunction,
  request: FastifyRequest,
  reply: FastifyReply,
  view: AdminView,
): Promise<FastifyReply> {
  const refusal = refusalByHand(registered);
  if (refusal !== undefined) return reply.code(400).send({ Message: refusal });
  const body = FunctionInvocation.safeParse(jsonOf((await readBody(request.raw)).toString('utf8')));
  if (!body.success) return reply.code(400).send({ Message: 'The body has to be JSON: {"input": "…"}.' });
  view.invoke(registered, body.data.input);
  return reply.code(202).send();
}

/** The real host takes a text. A value is friendlier to write, and reaches the function as the same. */
const FunctionInvocation = z.object({
  input: z
    .json()
    .default('')
    .transform((input) => (typeof input === 'string' ? input : JSON.stringify(input))),
});

function jsonOf(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function findFunction(request: FastifyRequest, view: AdminView): RegisteredFunction | undefined {
  // The route has exactly this parameter.
  const { name } = request.params as { name: string };
  return view.functions.find(({ key }) => key === name.toLowerCase());
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
