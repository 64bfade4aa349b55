import { beforeAll, describe, expect, it } from '@jest/globals';
import { rounds } from './support/event-loop';
import { df, sdkRunner } from './support/sdk';
import { Engine } from '../../src/engine/engine';
import { defaultEngineSettings } from '../../src/engine/settings';
import { MemoryStore } from '../../src/store/memory-store';
import { VirtualClock } from '../../src/clock/virtual-clock';
import { silentLog } from '../../src/log';
import type { Commit } from '../../src/store/store';

beforeAll(() => {
  df.app.activity('step', { handler: (text: string) => text });
  df.app.entity('Tally', (context) => {
    context.df.setState((context.df.getState(() => 0) as number) + 1);
    context.df.return(null);
  });
  df.app.orchestration('steps', function* (context) {
    context.df.signalEntity(new df.EntityId('Tally', 'T'), 'count');
    yield context.df.callActivity('step', 'a');
    return (yield context.df.callSubOrchestrator('one', null, 'the-child')) as string;
  });
  df.app.orchestration('one', function* (context) {
    return (yield context.df.callActivity('step', 'b')) as string;
  });
});

/** An engine whose store decides when each commit becomes durable, and a diary of what happened in which order. */
function slowEngine() {
  const store = new MemoryStore();
  const diary: string[] = [];
  const held: (() => void)[] = [];
  const commit = store.commit.bind(store);
  let committed = 0;
  store.commit = async (batch: readonly Commit[]) => {
    await new Promise<void>((resolve) => held.push(resolve));
    await commit(batch);
    diary.push(`commit ${(++committed).toString()}`);
  };
  const sdk = sdkRunner();
  const runner = {
    ...sdk,
    runActivity: (request: Parameters<typeof sdk.runActivity>[0]) => {
      diary.push(`activity ${request.input ?? ''}`);
      return sdk.runActivity(request);
    },
    runEntity: (request: Parameters<typeof sdk.runEntity>[0]) => {
      diary.push('entity');
      return sdk.runEntity(request);
    },
    runOrchestrator: (request: Parameters<typeof sdk.runOrchestrator>[0]) => {
      diary.push(`orchestrator ${request.name}`);
      return sdk.runOrchestrator(request);
    },
  };
  const failures: Error[] = [];
  const clock = new VirtualClock();
  const onFatal = (reason: Error): void => void failures.push(reason);
  const engine = new Engine({ store, clock, runner, settings: defaultEngineSettings, log: silentLog, onFatal });
  return { engine, diary, held, store, failures, commit };
}

describe('append before act', () => {
  it('starts nothing outside before its cause is committed', async () => {
    const { engine, diary, held } = slowEngine();
    let isStarted = false;
    void engine.start({ name: 'steps', input: null, instanceId: 'i' }).then(() => (isStarted = true));
    await rounds(5);
    expect({ diary: [...diary], isStarted }).toEqual({ diary: ['orchestrator steps'], isStarted: false });
    held.shift()?.();
    await rounds(2);
    expect(isStarted).toBe(true);
    expect(diary.slice(0, 4).toSorted()).toEqual(['activity "a"', 'commit 1', 'entity', 'orchestrator steps']);
    expect(diary.indexOf('commit 1')).toBeLessThan(Math.min(diary.indexOf('activity "a"'), diary.indexOf('entity')));
  });

  it('takes nothing more and says so when a commit fails', async () => {
    const { engine, held, store, failures } = slowEngine();
    const started = engine.start({ name: 'steps', input: null, instanceId: 'i' });
    await rounds(3);
    expect(held).toHaveLength(1);
    store.commit = () => Promise.reject(new Error('disk full'));
    const broken = engine.start({ name: 'one', input: null, instanceId: 'j' }).catch(String);
    held.shift()?.();
    await started;
    expect(await broken).toBe('Error: disk full');
    await expect(engine.start({ name: 'one', input: null, instanceId: 'k' })).rejects.toThrow('disk full');
    expect(failures.map(({ message }) => message)).toEqual(['disk full']);
    expect(engine.instance('j')).toBeUndefined();
  });
});
