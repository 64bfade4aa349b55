import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { differences } from '../management/differences';
import { deliberate } from './deliberate';

const oneSpace = (text: string): string => text.replaceAll(/\s+/g, ' ');

const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'embedded-host', 'differences.md'), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^\|\s*(-|The real host|Scenario)/.test(line))
  .map(oneSpace);

const behaviourRows = deliberate.map((each) =>
  oneSpace(`| ${each.realHost} | ${each.here} | ${each.reason} | \`${each.file}\` |`),
);
const answerRows = differences.map(({ scenario, exchanges, differs, reason, maybe }) => {
  const parts = differs.map((part) => `\`${part}\``).join(', ');
  return oneSpace(
    `| \`${scenario}\` | ${exchanges.join(', ')} | ${parts} | ${reason}${maybe ? ' (May also agree.)' : ''} |`,
  );
});

describe('the page of differences', () => {
  it('has a row for each difference that the tests know, and no other', () => {
    expect([...rows].sort()).toEqual([...behaviourRows, ...answerRows].sort());
  });

  it.each(deliberate)('names a test that proves it: $file, $test', ({ file, test }) => {
    expect(readFileSync(join(__dirname, '..', file), 'utf8')).toContain(`'${test}'`);
  });
});
