/**
 * Replays a recorded history against the app's orchestrator of today: turn by turn, with the history up to there, and
 * compares what it asks for with what it asked for then.
 *
 * - P1 each turn is decided by the engine's own `conclude`, on the state that the recording had before that turn.
 * - P2 nothing is carried out: no activity runs, nothing is stored.
 *
 * Guarded by `embedded-host/test/testing/replay.test.ts`.
 */
import { conclude, type TurnEnd } from '../engine/conclude';
import { emptyState, evolve, type InstanceState, type TrackedLeaf, type TurnRecord } from '../engine/instance-state';
import { type OrchestratorDecision, readReply } from '../engine/reply';
import type { FunctionRunner } from '../engine/runner';
import { trackedLeaf } from '../engine/schedule';
import { historyForReplay, type Turn } from '../engine/turn';
import { jsonOf } from './json';
import { isDecided, recordedEnd, turnBefore, turnsOf } from './recorded-turns';
import type { Recording } from './recording';
import { isSameEnd, isSameStep, describeEnd, describeStep } from './step-text';

export interface ReplayOptions {
  /** Also inputs, due times, retry policies, instance ids and the output have to be the same. */
  readonly strict: boolean;
}

/** The replay agrees with the recording. */
export interface Replayed {
  readonly type: 'same';
  readonly turns: number;
  readonly steps: number;
}

/** Where they part. Turns and steps are counted from 1. */
export interface Divergence {
  readonly type: 'divergence';
  readonly turn: number;
  readonly step: number;
  readonly expected: string;
  readonly actual: string;
  /** The steps that agree, in order. */
  readonly before: readonly string[];
}

export async function replay(
  recording: Recording,
  runner: FunctionRunner,
  options: ReplayOptions,
): Promise<Replayed | Divergence> {
  const name = orchestratorName(recording, runner);
  const state = emptyState();
  for (const [index, record] of turnsOf(recording).entries()) {
    if (isDecided(record)) {
      const turn = turnBefore(record, state, { recording, runner });
      const produced = await decide(turn, { name, recording, runner });
      const difference = compare(produced, { state, record, options });
      if (difference) return { type: 'divergence', turn: index + 1, ...difference };
    }
    evolve(state, record);
  }
  return { type: 'same', turns: state.turns, steps: state.leaves.length };
}

interface Sources {
  readonly recording: Recording;
  readonly runner: FunctionRunner;
}

interface Produced {
  /** Those of earlier turns, too. */
  readonly leaves: readonly TrackedLeaf[];
  readonly end: TurnEnd;
}

function orchestratorName({ name }: Recording, runner: FunctionRunner): string {
  const found = runner.resolve('orchestrator', name);
  if (found !== undefined) return found;
  throw new Error(`The app has no orchestrator "${name}". It has: ${runner.names('orchestrator').join(', ')}.`);
}

async function decide(turn: Turn, { name, recording, runner }: Sources & { readonly name: string }): Promise<Produced> {
  const reply = await runner.runOrchestrator({
    name,
    instanceId: recording.instanceId,
    parentInstanceId: recording.parentInstanceId,
    history: historyForReplay(turn),
    input: jsonOf(recording.input ?? undefined),
    isReplaying: turn.state.turns > 0,
  });
  const decision = readReply(reply);
  const end = conclude(turn, decision);
  return { leaves: [...knownLeaves(turn, decision), ...turn.leaves], end };
}

/** An orchestrator that has thrown gives its steps as text, in which known ones cannot be told from new ones. */
function knownLeaves({ state, at }: Turn, { live, leaves }: OrchestratorDecision): readonly TrackedLeaf[] {
  if (!live) return state.leaves;
  return leaves.slice(0, state.leaves.length).map((action) => trackedLeaf(action, at));
}

interface Recorded {
  readonly state: InstanceState;
  readonly record: TurnRecord;
  readonly options: ReplayOptions;
}

function compare(produced: Produced, { state, record, options }: Recorded): Omit<Divergence, 'type' | 'turn'> | null {
  const expected = [...state.leaves, ...record.leaves];
  const end = recordedEnd(record);
  const count = Math.max(expected.length, produced.leaves.length);
  for (let index = 0; index <= count; index++) {
    const [then, now] = [expected[index], produced.leaves[index]];
    if (then && now ? isSameStep(then, now, options) : !then && !now && isSameEnd(end, produced.end, options)) continue;
    return {
      step: index + 1,
      expected: then ? describeStep(then, options) : describeEnd(end),
      actual: now ? describeStep(now, options) : describeEnd(produced.end),
      before: expected.slice(0, index).map((leaf) => describeStep(leaf, options)),
    };
  }
  return null;
}
