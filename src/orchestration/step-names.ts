/** The names of the steps that have begun: each is used once, because the name makes its effect one effect. */
export class StepNames {
  readonly #steps = new Set<string>();
  readonly #undos = new Set<string>();

  take(step: string, { isUndo }: { readonly isUndo: boolean }): void {
    if (this.#steps.has(step) || this.#undos.has(step)) {
      throw new Error(`Step '${step}' began before: each effect of a process needs a step name of its own.`);
    }
    (isUndo ? this.#undos : this.#steps).add(step);
  }

  /** For undos that are done again: with their names they keep their effects. */
  releaseUndos(): void {
    this.#undos.clear();
  }
}
