/** The replays of an orchestration, one after the other, without activities, store or anything else around them. */
import { PrototypeHost } from '../prototype/host.mts';
import { noStore } from '../prototype/store.mts';
import { functionsOf, type Handler } from '../sdk/app-functions.mts';
import { LeanContext, type ReplayRequest, triggerOf } from '../sdk/lean-call.mts';
import { loops, type LoopName } from '../workloads/all.mts';
import type { Contestant } from './contestant.mts';

export async function sdkReplay(name: LoopName): Promise<Contestant> {
  const { app, orchestrator, input } = loops[name];
  const functions = await functionsOf(app);
  const replay = handlerOf(functions, orchestrator);
  const requests: ReplayRequest[] = [];
  const recording: Handler = (trigger, context) => {
    // It is the trigger that `triggerOf` made; its history grows on.
    const { instanceId, history } = trigger as ReplayRequest;
    requests.push({ instanceId, history: [...history], input: JSON.stringify(input(0)) });
    return replay(trigger, context);
  };
  const host = new PrototypeHost(new Map([...functions, [orchestrator, recording]]), noStore);
  await host.start(orchestrator, input(0)).ended.promise;
  return {
    settings: `${requests.length} replays of durable-functions, live objects instead of JSON; nothing is stored`,
    once: { [name]: () => replayAll(requests, replay, orchestrator) },
    close: () => Promise.resolve(),
  };
}

async function replayAll(requests: readonly ReplayRequest[], replay: Handler, name: string): Promise<void> {
  for (const request of requests) await replay(triggerOf(request), new LeanContext(name, request.instanceId));
}

function handlerOf(functions: ReadonlyMap<string, Handler>, name: string): Handler {
  const handler = functions.get(name);
  if (handler) return handler;
  throw new Error(`The app has no function ${name}.`);
}
