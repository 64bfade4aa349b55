import type { InstanceRow } from '../../store/store';
import type { InstanceStatus } from './contract';

/** An instance as lists and status queries show it. */
export function instanceView(row: InstanceRow, showInput: boolean): InstanceStatus {
  return {
    name: row.name,
    instanceId: row.id,
    runtimeStatus: row.status,
    input: showInput ? parsed(row.input) : null,
    customStatus: parsed(row.customStatus),
    output: parsed(row.output),
    createdTime: toSeconds(row.createdAt),
    lastUpdatedTime: toSeconds(row.updatedAt),
  };
}

/** The value of a JSON text; a text that is no JSON stands for itself. */
export function parsed(json: string | null): unknown {
  if (json === null) return null;
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

function toSeconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
