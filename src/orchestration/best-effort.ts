import { Interruption } from './interruption';
import type { ProcessContext } from './process-context';
import type { Step } from './step';

/** A step that must not fail the process: its fault stays in the progress, and behind the pivot it gives up too. */
export function* bestEffort(context: ProcessContext, step: (context: ProcessContext) => Step<unknown>): Step<void> {
  try {
    yield* step(context.dispensable());
  } catch (fault) {
    if (fault instanceof Interruption) throw fault;
  }
}
