/** Wakes those who wait for the end of an instance, once the end is durable. */
import type { InstanceRow } from '../store/store';

export class Endings {
  readonly #waiting = new Map<string, ((row: InstanceRow) => void)[]>();

  of(instanceId: string): Promise<InstanceRow> {
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(instanceId);
      if (waiting) waiting.push(resolve);
      else this.#waiting.set(instanceId, [resolve]);
    });
  }

  tell(row: InstanceRow): void {
    const waiting = this.#waiting.get(row.id) ?? [];
    this.#waiting.delete(row.id);
    for (const resolve of waiting) resolve(row);
  }
}
