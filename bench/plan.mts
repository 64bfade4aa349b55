/** Who is measured with which workloads. */
import { peers, type SubjectName } from './subjects/all.mts';
import type { LoopName } from './workloads/all.mts';

export const sets = ['own', 'peers', 'all'] as const;
export type SetName = (typeof sets)[number];

export type StepWorkload = LoopName | 'W4';

export interface Job {
  readonly subject: SubjectName;
  /** Those of one job share a process. */
  readonly workloads: readonly StepWorkload[];
}

/** A process for each workload: what came before has neither warmed nor filled it. */
const alone: Readonly<Partial<Record<SubjectName, readonly StepWorkload[]>>> = {
  durable: ['W1', 'W2', 'W3', 'W4', 'W5', 'W6'],
  memory: ['W1', 'W2', 'W3', 'W4', 'W5', 'W6'],
  prototype: ['W1', 'W2', 'W3', 'W4'],
  store: ['W1', 'W2', 'W3', 'W6'],
  replay: ['W1', 'W2', 'W3', 'W6'],
  plain: ['W1', 'W2', 'W3', 'W4', 'W5', 'W6'],
};

/** One process for all of a peer, because their servers take seconds to start; what waits comes first, for its memory. */
const theirs = ['W4', 'W1', 'W2', 'W3'] as const;
const comparable: readonly SubjectName[] = ['durable', 'prototype'];

/** Bounds and what is not durable: each second round is enough for them. */
const seldom: readonly SubjectName[] = ['memory', 'store', 'replay', 'plain'];

export function isDue({ subject }: Job, round: number): boolean {
  return round % 2 === 1 || !seldom.includes(subject);
}

/** The jobs of one round, in an order that lets ours and theirs take turns. */
export function jobsOf(set: SetName, wanted: readonly string[]): readonly Job[] {
  const isWanted = (workload: StepWorkload) => wanted.length === 0 || wanted.includes(workload);
  const isCompared = (workload: StepWorkload) => theirs.some((each) => each === workload);
  const own = Object.entries(alone).flatMap(([name, workloads]) => {
    // True because the keys come from the literal above.
    const subject = name as SubjectName;
    if (set === 'peers' && !comparable.includes(subject)) return [];
    const chosen = set === 'peers' ? workloads.filter(isCompared) : workloads;
    return chosen.filter(isWanted).map((workload) => ({ subject, workloads: [workload] }));
  });
  const workloads = theirs.filter(isWanted);
  if (set === 'own' || workloads.length === 0) return own;
  return interleaved(
    own,
    peers.map((subject) => ({ subject, workloads })),
  );
}

/** Spreads the few evenly over the many. */
function interleaved(many: readonly Job[], few: readonly Job[]): readonly Job[] {
  const every = Math.ceil((many.length + 1) / (few.length + 1));
  const rest = [...few];
  const mixed = many.flatMap((job, index) => (index % every === every - 1 ? [job, ...rest.splice(0, 1)] : [job]));
  return [...mixed, ...rest];
}
