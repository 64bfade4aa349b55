/** Something that can do workloads, opened and ready. */
import type { LoopName } from '../workloads/all.mts';

export interface Contestant {
  /** Version, settings and durability, as the report states them. */
  readonly settings: string;
  /** Does a workload once, to its end; throws when it did not give what it should. */
  readonly once: Readonly<Partial<Record<LoopName, () => Promise<void>>>>;
  /** Waits for an event and a timer; absent where that is not possible. */
  readonly parking?: Parking;
  /** Processes that work for this one. */
  readonly helpers?: () => readonly number[];
  readonly close: () => Promise<void>;
}

export interface Parking {
  /** Resolves when so many instances wait. */
  readonly park: (count: number) => Promise<void>;
  /** Signals all of them and resolves when each has ended as approved. */
  readonly signal: () => Promise<void>;
}

export interface Subject {
  readonly title: string;
  readonly durable: boolean;
  readonly open: (folder: string, workload: LoopName | 'W4') => Promise<Contestant>;
}

export function expectApproved(output: unknown): void {
  if (output !== 'approved') throw new Error(`A waiting instance gave ${JSON.stringify(output)}`);
}
