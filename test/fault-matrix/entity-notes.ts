import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const EntityNote = z.object({ step: z.string() });

interface Noted {
  readonly step: string;
  /** With key and input, which name the instance. */
  readonly line: string;
}

/** What the entities of the app under test have noted. The file only grows, and each line is parsed once. */
export class EntityNotes {
  readonly #file: string;
  readonly #noted: Noted[] = [];
  #parsedBytes = 0;

  constructor(file: string) {
    this.#file = file;
  }

  has(step: string): boolean {
    return this.#all().some((noted) => noted.step === step);
  }

  /** The steps that were carried out for an instance, one each time. */
  stepsOf(instanceId: string): readonly string[] {
    return this.#all().flatMap(({ step, line }) => (line.includes(instanceId) ? step : []));
  }

  #all(): readonly Noted[] {
    const bytes = existsSync(this.#file) ? readFileSync(this.#file) : Buffer.of();
    const end = bytes.lastIndexOf('\n') + 1;
    const lines = bytes.subarray(this.#parsedBytes, end).toString('utf8').split('\n').slice(0, -1);
    this.#parsedBytes = end;
    for (const line of lines) this.#noted.push({ step: EntityNote.parse(JSON.parse(line)).step, line });
    return this.#noted;
  }
}
