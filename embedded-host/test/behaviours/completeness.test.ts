import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { elsewhere, titles } from './titles';

/** Numbers at the beginning of test titles: `it('31 keeps …')`, `it.each(…)('49 answers …')`. */
const numbered = /\(\s*['"`](\d{1,2}) [a-z]/g;

function numbersOfThisFolder(): ReadonlySet<number> {
  const files = readdirSync(__dirname).filter((file) => file.endsWith('.test.ts') && file !== 'completeness.test.ts');
  const texts = files.map((file) => readFileSync(join(__dirname, file), 'utf8'));
  return new Set(texts.flatMap((text) => [...text.matchAll(numbered)].map((match) => Number(match[1]))));
}

describe('the 97 behaviours', () => {
  it('have a test each', () => {
    const tested = new Set([...numbersOfThisFolder(), ...elsewhere.map(({ number }) => number)]);
    const untested = titles
      .map((title, index) => ({ number: index + 1, title }))
      .filter(({ number }) => !tested.has(number));
    expect([titles.length, untested]).toEqual([97, []]);
  });

  it('are numbered as in the list', () => {
    const numbers = [...numbersOfThisFolder(), ...elsewhere.map(({ number }) => number)];
    expect(numbers.filter((number) => titles[number - 1] === undefined)).toEqual([]);
  });

  it.each(elsewhere)('$number is proven in $file: $test', ({ file, test }) => {
    expect(readFileSync(join(__dirname, '..', file), 'utf8')).toContain(`('${test}`);
  });
});
