import { isDeepStrictEqual } from 'node:util';
import type { View } from './app-client.mts';
import { undoes } from './happenings.mts';
import type { Expected } from './scenario.mts';

/** What is not as it had to be; empty when all is. */
export function differences(expected: Expected, view: View): string[] {
  const { result } = view;
  const comparisons: Comparison[] = [
    ...Object.entries(expected.result).map(([member, value]): Comparison => [member, value, result?.[member]]),
    ...attemptsOf(expected, view),
    ['parcels', expected.parcels ?? 0, result?.parcels?.length ?? 0],
    ['undone', expected.undone, undosOf(view)],
  ];
  return comparisons.flatMap(difference);
}

type Comparison = readonly [what: string, expected: unknown, found: unknown];

function difference([what, expected, found]: Comparison): string[] {
  if (isDeepStrictEqual(expected, found)) return [];
  return [`${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`];
}

/** A step that waits for a human is not tried, so it has no attempts. */
function attemptsOf({ attempts = {} }: Expected, { steps }: View): Comparison[] {
  const tried = new Map(steps.filter((step) => step.attempts > 0).map((step) => [step.step, step.attempts]));
  const names = new Set([...tried.keys(), ...Object.keys(attempts)]);
  return Array.from(names, (name) => [`attempts of ${name}`, attempts[name] ?? 1, tried.get(name) ?? 0]);
}

function undosOf({ id, compensation }: View): string[] {
  const undone = compensation.filter((step) => step.state === 'done' && undoes(step));
  return undone.map(({ step }) => step.replace(id, '<id>'));
}
