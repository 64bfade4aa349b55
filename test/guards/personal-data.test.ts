import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { registeredProcesses, subProcesses } from '../../src/registered-processes';
import { type TextField, textFieldsOf } from '../support/annotated-texts';
import { projectRoot } from './fixture-tree';

/** Names of fields that hold, as a rule, something of a person, or something that opens a door. */
const telling =
  /^(name|fullName|line1|city|postalCode|to|by|target|onBehalfOf|mailbox|url)$|email|birth|nationality|number$|phone|iban|cardToken|token|secret|comment|password|mobile|street|document|excluded|agent/i;

/** Fields with such names that are neither, by the end of their path, and why. */
const harmless: Readonly<Record<string, string>> = {
  'validations.name': 'names a configured check',
  'Validation.name': 'names a configured check',
  'OpenIntervention.name': 'what an undo does, as the story says it',
  'ListedIntervention.name': 'as above',
  'EndedIntervention.name': 'as above',
  'interventionList.name': 'as above',
  'open.name': 'as above',
  'ended.name': 'as above',
  'startClaim.to': 'an instance',
  'erasure.by': 'an instance',
  'events.name': 'names an event of a contract',
  'sendSecretLink.url': 'the page; the secret is appended by the service, and in no contract',
  'TransferOrder.to': 'the key of an account, a pseudonym without which no step could be found',
  'transfer.to': 'as above',
};

const isHarmless = (path: string) => Object.keys(harmless).some((end) => path.endsWith(`.${end}`));

/** Every schema that a module offers, also as a part of a contract. */
function schemasIn(value: unknown, depth = 0): z.core.$ZodType[] {
  if (value instanceof z.core.$ZodType) return [value];
  if (typeof value !== 'object' || value === null || depth > 4) return [];
  return Object.values(value).flatMap((part) => schemasIn(part, depth + 1));
}

const contracts = [...registeredProcesses.map(({ process }) => process), ...subProcesses].map(
  ({ contract }) => contract,
);

/** The field `reason` of results whose outcome is a cancellation. */
function reasonsOfCancelled(result: z.ZodType): TextField[] {
  const options = result instanceof z.ZodUnion ? result.options : [result];
  return options
    .filter((option) => z.safeParse(z.enum(['cancelled', 'withdrawn']), outcomeOf(option)).success)
    .flatMap((option) => textFieldsOf(option))
    .filter(({ path }) => path === 'reason');
}

function outcomeOf(option: z.core.$ZodType): unknown {
  const outcome: unknown = option instanceof z.ZodObject ? option.shape['outcome'] : undefined;
  return outcome instanceof z.ZodLiteral ? outcome.value : undefined;
}

describe('the contracts', () => {
  let fields: readonly TextField[];

  beforeAll(async () => {
    const paths = globSync('src/{orchestration,processes,services,entities,shared}/**/*.ts', { cwd: projectRoot });
    const doors = paths.filter((path) => path.endsWith('contract.ts') || path.startsWith('src/shared/'));
    const modules = await Promise.all(
      doors.map(async (path) => ({ path, all: (await import(join(projectRoot, path))) as object })),
    );
    fields = modules.flatMap(({ path, all }) =>
      Object.entries(all).flatMap(([name, value]) =>
        schemasIn(value).flatMap((schema) => textFieldsOf(schema, [path.replace(/^src\/|\.ts$/g, ''), name])),
      ),
    );
  });

  it('have the fields that this looks for', () => {
    expect(fields.filter(({ isMarked }) => isMarked).length).toBeGreaterThan(50);
  });

  it('mark every field with a telling name as personal or secret', () => {
    const unmarked = fields.filter(({ name, path, isMarked }) => !isMarked && telling.test(name) && !isHarmless(path));
    expect([...new Set(unmarked.map(({ path }) => path))]).toEqual([]);
  });

  it('mark what somebody has written who cancels, in the request and in every result', () => {
    const written = fields.filter(({ path }) => /(CancelRequest|partsCancelled)\.reason$/.test(path));
    const results = contracts.flatMap(({ name, result }) =>
      reasonsOfCancelled(result).map((field) => ({ ...field, path: name })),
    );
    expect(results.map(({ path }) => path)).toEqual(expect.arrayContaining(['purchase', 'erasure', 'provisioning']));
    expect([...written, ...results].filter(({ isMarked }) => !isMarked)).toEqual([]);
  });

  it('are looked into: a mark that is missing is found', () => {
    const unmarked = textFieldsOf(z.object({ guests: z.array(z.object({ email: z.email().optional() })) }), ['tale']);
    expect(unmarked).toEqual([{ path: 'tale.guests.email', name: 'email', isMarked: false }]);
  });
});

it.each(globSync('{host.json,infra/backends/*/host.json}', { cwd: projectRoot }))(
  'the host is not told to trace inputs and outputs: %s',
  (path) => {
    expect(readFileSync(join(projectRoot, path), 'utf8')).not.toMatch(/"traceInputsAndOutputs": *true/);
  },
);
