/** The operator of a fault matrix, who works by the HTTP routes as a real one does. */
import { z } from 'zod';
import { InterventionView } from '../../src/http/intervention-view';
import type { FaultyApp } from './faulty-app';

const Listed = z.object({ open: z.array(InterventionView) });

export async function openItems(app: FaultyApp): Promise<readonly InterventionView[]> {
  return Listed.parse((await app.get('/interventions')).body).open;
}

/** Has every undo that is stuck tried again. */
export async function retryEverything(app: FaultyApp): Promise<void> {
  for (const { interventionId, actions } of await openItems(app)) {
    if (!actions.includes('retry')) continue;
    await app.post(`/interventions/${interventionId}`, { action: 'retry', reason: 'it works again' });
  }
}
