import { beforeAll, describe, expect, it } from '@jest/globals';
import { lintTree } from './lint-tree';

/** Each way of logging past the catalogue, tried once. */
const ways: readonly (readonly [what: string, code: string])[] = [
  ['the console', 'export const say = (): void => console.log("x");'],
  ['the console as it is', 'export const { table } = console;'],
  ['the log of an invocation', 'export const say = (context: { log: (s: string) => void }): void => context.log("x");'],
  ['a warning of an invocation', 'export const say = (call: { warn: (s: string) => void }): void => call.warn("x");'],
  ['a log taken out', 'export const say = ({ info }: { info: (s: string) => void }): void => info("x");'],
  ['standard output', 'export const say = (): unknown => process.stdout.write("x");'],
  ['standard error', 'export const say = (): unknown => process.stderr.write("x");'],
];

const rooms = [
  'src/http',
  'src/services/sample',
  'src/functions',
  'src/telemetry',
  'src/orchestration',
  'src/processes/sample',
];

describe('the rule of the one log', () => {
  let findings: ReadonlyMap<string, readonly string[]>;
  const pathOf = (room: string, index: number) => `${room}/way-${index}.ts`;

  beforeAll(async () => {
    const cases = rooms.flatMap((room) => ways.map(([, code], index) => [pathOf(room, index), `${code}\n`] as const));
    findings = await lintTree({
      ...Object.fromEntries(cases),
      'src/http/parse.ts': 'export const why = ({ error }: { error: string }): string => error;\n',
    });
  }, 120_000);

  describe.each(rooms)('in %s', (room) => {
    it.each(ways.map(([what], index) => ({ what, index })))('refuses $what', ({ index }) => {
      const refusals = findings.get(pathOf(room, index))?.filter((each) => /^no-(restricted|console)/.test(each));
      expect(refusals).not.toEqual([]);
    });
  });

  it('leaves alone what only has a similar name', () => {
    expect(findings.get('src/http/parse.ts')).toEqual([]);
  });
});
