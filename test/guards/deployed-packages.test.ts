import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv, type ValidateFunction } from 'ajv';
import { z } from 'zod';
import { projectRoot } from './fixture-tree';

/** Licenses that ask for no more than to be named, which the zip does: packages keep their license files. */
const allowedLicenses = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

const Component = z.looseObject({
  name: z.string(),
  version: z.string(),
  purl: z.string(),
  licenses: z.array(z.object({ license: z.looseObject({ id: z.string() }) })).min(1),
  hashes: z.array(z.object({ alg: z.string(), content: z.string() })).min(1),
});
const Sbom = z.looseObject({
  specVersion: z.literal('1.5'),
  metadata: z.looseObject({ component: z.looseObject({ name: z.string(), type: z.string() }) }),
  components: z.array(Component),
});
const Locked = z.object({
  version: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});
const Lock = z.object({ packages: z.record(z.string(), Locked) });

const schemas = join(projectRoot, 'node_modules/@cyclonedx/cyclonedx-library/res/schema');
const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** The schema as its authors publish it; what it refers to lies beside it. */
function cycloneDxSchema(): ValidateFunction {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  for (const name of ['spdx.SNAPSHOT.schema.json', 'jsf-0.82.SNAPSHOT.schema.json']) {
    ajv.addSchema(
      z.record(z.string(), z.unknown()).parse(readJson(join(schemas, name))),
      `http://cyclonedx.org/schema/${name}`,
    );
  }
  return ajv.compile(z.record(z.string(), z.unknown()).parse(readJson(join(schemas, 'bom-1.5.SNAPSHOT.schema.json'))));
}

/** Every package that the app reaches by its production dependencies, found as Node would find it. */
function reachable(packages: z.infer<typeof Lock>['packages']): readonly string[] {
  const reached = new Set<string>();
  const follow = (path: string, names: readonly string[]) => {
    for (const name of names) {
      const place = foundAt(path, name).find((each) => each in packages);
      if (place === undefined || reached.has(place)) continue;
      reached.add(place);
      const { dependencies, optionalDependencies } = Locked.parse(packages[place]);
      follow(place, Object.keys({ ...dependencies, ...optionalDependencies }));
    }
  };
  follow('', Object.keys(packages['']?.dependencies ?? {}));
  return [...reached].map((path) => `${path.replace(/^.*node_modules\//, '')}@${String(packages[path]?.version)}`);
}

function foundAt(path: string, name: string): readonly string[] {
  const parts = path === '' ? [] : path.split('/node_modules/');
  const parents = parts.map((_, index) => parts.slice(0, parts.length - index).join('/node_modules/'));
  return [...parents.map((parent) => `${parent}/node_modules/${name}`), `node_modules/${name}`];
}

describe('the bill of materials', () => {
  let folder: string;
  let file: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sbom-test-'));
    file = join(folder, 'sbom.cdx.json');
    execFileSync(process.execPath, [join(projectRoot, 'scripts/sbom.mts'), '--out', file]);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const components = () => Sbom.parse(readJson(file)).components;

  it('is CycloneDX 1.5, by the schema of its authors', () => {
    const isValid = cycloneDxSchema();
    isValid(readJson(file));
    expect(isValid.errors).toBeNull();
  });

  it('would be refused by that schema if it were not', () => {
    expect(cycloneDxSchema()({ ...Sbom.parse(readJson(file)), bomFormat: 'SPDX' })).toBe(false);
  });

  it('is about the app', () => {
    expect(Sbom.parse(readJson(file)).metadata.component).toMatchObject({
      name: 'execution-orchestrator',
      type: 'application',
    });
  });

  it('names every package that the app reaches, at its version, and no other', () => {
    const { packages } = Lock.parse(readJson(join(projectRoot, 'package-lock.json')));
    const named = components().map(({ name, version }) => `${name}@${version}`);
    expect([...new Set(named)].sort()).toEqual([...new Set(reachable(packages))].sort());
    expect(named.some((name) => name.startsWith('zod@'))).toBe(true);
  });

  it('names allowed licenses only', () => {
    const others = components().flatMap(({ name, licenses }) =>
      licenses
        .filter(({ license }) => !allowedLicenses.includes(license.id))
        .map(({ license }) => `${name}: ${license.id}`),
    );
    expect(others).toEqual([]);
  });
});
