/** Forgets finished instances, and entities, with all that is stored of them. */
import type { InstanceRow } from '../store/store';
import type { ControlResult, PurgeFilter } from './contract';
import type { EngineCore } from './core';
import { finishedStatuses, isFinished } from './instance-row';

const PAGE = 500;

export async function purgeInstance({ directory, commits }: EngineCore, id: string): Promise<ControlResult> {
  const instance = directory.instance(id);
  if (!instance) return { outcome: 'notFound' };
  if (!isFinished(instance.row)) return { outcome: 'wrongState', status: instance.row.status };
  directory.forget(instance);
  await commits.add({ purge: [instance.key] });
  return { outcome: 'accepted' };
}

export async function purgeEntity({ directory }: EngineCore, id: string): Promise<ControlResult> {
  const entity = directory.entity(id);
  if (!entity?.row.exists) return { outcome: 'notFound' };
  await entity.reset();
  return { outcome: 'accepted' };
}

/** Returns how many instances that were. */
export async function purgeBy(core: EngineCore, filter: PurgeFilter): Promise<number> {
  const { statuses = [] } = filter;
  const asked = statuses.filter((status) => finishedStatuses.includes(status));
  if (statuses.length > 0 && asked.length === 0) return 0;
  const query = { ...filter, statuses: asked.length > 0 ? asked : finishedStatuses, limit: PAGE };
  let purged = 0;
  for (;;) {
    const { rows } = core.store.instances(query);
    if (rows.length === 0) return purged;
    await purgeRows(core, rows);
    purged += rows.length;
  }
}

async function purgeRows({ directory, commits }: EngineCore, rows: readonly InstanceRow[]): Promise<void> {
  for (const { id } of rows) {
    const resident = directory.instance(id);
    if (resident) directory.forget(resident);
  }
  await commits.add({ purge: rows.map(({ key }) => key) });
}
