import { describe, expect, it } from '@jest/globals';
import { decide, type DecisionTable } from '../../../src/orchestration/decision-table';

const facts = { weather: ['sun', 'rain', 'snow'], day: ['work', 'free'] } as const;

const table: DecisionTable<typeof facts, { readonly wear: string }> = {
  facts,
  rules: [
    { rule: 'wet', when: { weather: ['rain', 'snow'], day: ['work'] }, decision: { wear: 'coat' } },
    { rule: 'white', when: { weather: ['snow'] }, decision: { wear: 'skis' } },
    { rule: 'bright', when: { weather: ['sun'] }, decision: { wear: 'hat' } },
  ],
};

describe('a decision table', () => {
  it('decides by the first rule that holds, and says which', () => {
    expect(decide(table, { weather: 'snow', day: 'work' })).toEqual({ wear: 'coat', rule: 'wet' });
    expect(decide(table, { weather: 'snow', day: 'free' })).toEqual({ wear: 'skis', rule: 'white' });
  });

  it('lets a fact that a rule does not name be anything', () => {
    expect(decide(table, { weather: 'sun', day: 'work' }).wear).toBe('hat');
    expect(decide(table, { weather: 'sun', day: 'free' }).wear).toBe('hat');
  });

  it('has an error for a gap that names the facts', () => {
    expect(() => decide(table, { weather: 'rain', day: 'free' })).toThrow('{"weather":"rain","day":"free"}');
  });
});
