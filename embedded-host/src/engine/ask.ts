/** Asks the orchestrator function what comes next in a turn; what keeps it from being asked is its answer, too. */
import type { InstanceRow } from '../store/store';
import type { EngineCore } from './core';
import { decisionPoint } from './decision-point';
import { unknownFunctionText } from './failures';
import type { HistoryEvent } from './history';
import { parentOf } from './instance-row';
import { isStarted } from './instance-state';
import type { OrchestratorDecision } from './reply';
import { readReply } from './reply';
import type { Turn } from './turn';
import { historyForReplay } from './turn';
import { versionMismatch } from './versions';

export async function askOrchestrator(core: EngineCore, row: InstanceRow, turn: Turn): Promise<OrchestratorDecision> {
  const { runner, settings } = core;
  const name = runner.resolve('orchestrator', row.name);
  if (name === undefined) return refused(unknownFunctionText('orchestrator', row.name, runner.names('orchestrator')));
  const mismatch = versionMismatch(row.version, settings);
  if (mismatch !== null) return refused(mismatch);
  const ask = async (history: readonly HistoryEvent[]) => {
    const reply = await runner.runOrchestrator({
      name,
      instanceId: row.id,
      parentInstanceId: parentOf(row)?.OrchestrationInstance.InstanceId ?? null,
      history,
      input: row.input,
      isReplaying: isStarted(turn.state),
      ...(turn.place && { span: turn.place }),
    });
    return { ...readReply(reply), ...(reply.invocation && { invocation: reply.invocation }) };
  };
  const decision = await ask(historyForReplay(turn));
  if (decision.end.type !== 'continuedAsNew') return decision;
  return { ...decision, end: { ...decision.end, seen: await decisionPoint(turn, decision, ask) } };
}

function refused(message: string): OrchestratorDecision {
  const end = { type: 'failed', message, failureDetails: null } as const;
  return { actions: [], leaves: [], live: true, customStatus: null, end };
}
