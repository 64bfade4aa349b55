import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { startApp } from '../support/app';

const Document = z.object({ paths: z.record(z.string(), z.record(z.string(), z.object({ operationId: z.string() }))) });
const Registered = z.array(
  z.object({ config: z.object({ bindings: z.array(z.record(z.string(), z.unknown())) }) }).catchall(z.unknown()),
);

describe('the API document of the app', () => {
  it('has every route that is registered, and no other', async () => {
    await using app = await startApp();
    const { paths } = Document.parse((await app.get('/openapi.json')).body);
    const documented = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(documented.toSorted()).toEqual((await routesOf(app.host)).toSorted());
  });
});

interface Served {
  fetch(path: string): Promise<Response>;
}

async function routesOf(host: Served): Promise<string[]> {
  const functions = Registered.parse(await (await host.fetch('/admin/functions')).json());
  const bindings = functions.flatMap(({ config }) => config.bindings).filter(({ type }) => type === 'httpTrigger');
  const routes = z.array(z.object({ methods: z.array(z.string()), route: z.string() })).parse(bindings);
  return routes.flatMap(({ methods, route }) => methods.map((method) => `${method.toUpperCase()} /${route}`));
}
