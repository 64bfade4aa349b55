/** Answers are unions tagged by `outcome`. */
export function outcomeOf(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null || !('outcome' in answer)) return undefined;
  return typeof answer.outcome === 'string' ? answer.outcome : undefined;
}
