/** Lets events find a running instance by its business key. Told, not asked: nobody waits for the notice board. */
import { EntityId } from 'durable-functions';
import { correlation, correlationKey } from '../entities/correlation/contract';
import type { ProcessContext } from './process-context';
import type { Step } from './step';

/** Announces the instance while its story goes on, however it ends. */
export function* correlated<Result>(context: ProcessContext, story: () => Step<Result>): Step<Result> {
  if (context.businessKey === undefined) return yield* story();
  const board = new EntityId(correlation.name, correlationKey(context.process, context.businessKey));
  const notice = { instanceId: context.instanceId };
  context.df.signalEntity(board, 'announce', notice);
  try {
    return yield* story();
  } finally {
    context.df.signalEntity(board, 'retire', notice);
  }
}
