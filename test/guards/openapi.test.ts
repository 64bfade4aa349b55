import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { registeredProcesses } from '../../src/registered-processes';
import { type App, useApp } from '../support/app';
import { plantTree, runTool } from './fixture-tree';

const Document = z.object({ paths: z.record(z.string(), z.record(z.string(), z.object({ operationId: z.string() }))) });
const Registered = z.array(
  z.object({ config: z.object({ bindings: z.array(z.record(z.string(), z.unknown())) }) }).catchall(z.unknown()),
);

const validator = '@seriousme/openapi-schema-validator/bin/validate-api-cli.js';

/** What the validator says of a document. */
async function verdictOn(document: object): Promise<unknown> {
  await using tree = await plantTree({ 'openapi.json': JSON.stringify(document) });
  return JSON.parse(await runTool(validator, ['openapi.json'], tree));
}

describe('the API document of the app', () => {
  let app: App;
  let document: Record<string, unknown>;

  beforeAll(async () => {
    app = await useApp();
    document = (await app.get('/openapi.json')).body;
  }, 60_000);
  afterAll(() => app[Symbol.asyncDispose]());

  it('is valid OpenAPI 3.1, down to its references', async () => {
    expect(document['openapi']).toMatch(/^3\.1\./);
    expect(await verdictOn(document)).toEqual({ valid: true });
    expect(danglingReferences(document)).toEqual([]);
  }, 60_000);

  it('would be found out with a fault', async () => {
    const info = { title: 'No version' };
    expect(await verdictOn({ ...document, info })).toMatchObject({ valid: false });
    expect(danglingReferences({ ...document, components: {} })).toContain('#/components/schemas/Problem');
  }, 60_000);

  it('shows the example of each process', () => {
    const inBody = ['post', 'requestBody', 'content', 'application/json', 'example'];
    for (const { process, example } of registeredProcesses) {
      expect(document).toHaveProperty(['paths', `/processes/${process.contract.name}`, ...inBody], example);
    }
  });

  it('has every route that is registered, and no other', async () => {
    const { paths } = Document.parse(document);
    const documented = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(documented.toSorted()).toEqual((await routesOf(app.host)).toSorted());
  });
});

/** The validator does not follow references. */
function danglingReferences(document: object): string[] {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)].map(
    ([, reference = '']) => reference,
  );
  return references.filter((reference) => {
    const steps = reference.replace(/^#\//, '').split('/');
    return (
      steps.reduce<unknown>((part, step) => z.looseObject({}).safeParse(part).data?.[step], document) === undefined
    );
  });
}

interface Served {
  fetch(path: string): Promise<Response>;
}

async function routesOf(host: Served): Promise<string[]> {
  const functions = Registered.parse(await (await host.fetch('/admin/functions')).json());
  const bindings = functions.flatMap(({ config }) => config.bindings).filter(({ type }) => type === 'httpTrigger');
  const routes = z.array(z.object({ methods: z.array(z.string()), route: z.string() })).parse(bindings);
  return routes.flatMap(({ methods, route }) => methods.map((method) => `${method.toUpperCase()} /${route}`));
}
