/** `stockLevel.reserve/MUG-RED`: the name of a step, of which there are few, and what tells steps of one name apart. */
export interface StepName {
  readonly step: string;
  readonly key: string | undefined;
}

export function stepNameOf(text: string): StepName {
  const at = text.indexOf('/');
  return at < 0 ? { step: text, key: undefined } : { step: text.slice(0, at), key: text.slice(at + 1) };
}
