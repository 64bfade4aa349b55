import { beforeAll, describe, expect, it } from '@jest/globals';
import { df } from './support/sdk';
import { anEngine } from './support/engine-fixture';

let executions = 0;

beforeAll(() => {
  df.app.activity('alwaysFails', {
    handler: () => {
      executions += 1;
      throw new Error(`execution ${executions.toString()}`);
    },
  });
  df.app.orchestration('childAlwaysFails', function* () {
    yield* [];
    executions += 1;
    throw new Error(`execution ${executions.toString()}`);
  });
  const withTimeout = () => {
    const options = new df.RetryOptions(60_000, 5);
    options.retryTimeoutInMilliseconds = 90_000;
    return options;
  };
  df.app.orchestration('retriesForAWhile', function* (context) {
    try {
      return yield context.df.callActivityWithRetry('alwaysFails', withTimeout());
    } catch (error) {
      return (error as Error).message;
    }
  });
  df.app.orchestration('retriesAChildForAWhile', function* (context) {
    try {
      return yield context.df.callSubOrchestratorWithRetry('childAlwaysFails', withTimeout(), null, 'the-child');
    } catch (error) {
      return (error as Error).message;
    }
  });
});

describe('retries whose time is over', () => {
  it.each([
    ['retriesForAWhile', 'TaskScheduled', "Activity function 'alwaysFails' failed:  execution 3"],
    ['retriesAChildForAWhile', 'SubOrchestrationInstanceCreated', 'failed: execution 3'],
  ])('end with the last error, and the attempts that are left are not made: %s', async (name, event, message) => {
    executions = 0;
    const { start, skip, output, types } = anEngine();
    const id = await start(name);
    await skip(10 * 60_000);
    expect(executions).toBe(3);
    expect(output(id)).toContain(message);
    // The SDK counts every attempt, so all five stand in the history.
    expect(types(id).filter((type) => type.startsWith(event))).toHaveLength(5);
  });
});
