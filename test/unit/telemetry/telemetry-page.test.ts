import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { messages } from '../../../src/telemetry/messages';
import { type Instrument, instruments } from '../../../src/telemetry/metrics';

const page = readFileSync(join(__dirname, '../../../docs/telemetry.md'), 'utf8');

/** The cells of each row of the table below a heading. */
function tableOf(heading: string): readonly (readonly string[])[] {
  const section = page.split(/^## /m).find((each) => each.startsWith(`${heading}\n`)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return rows.map((row) => row.split('|').slice(1, -1)).map((cells) => cells.map((cell) => cell.trim()));
}

const code = (text: string) => `\`${text}\``;
const namesOf = (names: readonly string[]) => names.map((name) => code(shortOf(name))).join(', ');
/** As the page says, the part that they all have is left out. */
const shortOf = (name: string) => name.replace(/^business_process\./, '');

it('the page of telemetry lists every metric as it is, in the same order', () => {
  const defined = Object.entries<Instrument>(instruments).map(([name, { kind, unit, attributes, description }]) => {
    return [code(name), kind, code(unit), namesOf(attributes), description];
  });
  expect(tableOf('Metrics')).toEqual(defined);
});

it('the page of telemetry lists every message as it is, in the same order', () => {
  const defined = Object.entries(messages).map(([id, { level, text, attributes }]) => {
    return [code(id), level, text.replaceAll('business_process.', ''), namesOf(Object.keys(attributes.shape))];
  });
  expect(tableOf('Logs')).toEqual(defined);
});
