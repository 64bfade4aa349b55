/** Makes the recording of an instance, in the thread of the host that runs it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { z } from 'zod';
import { parentOf } from '../engine/instance-row';
import type { TurnRecord } from '../engine/instance-state';
import { parsed } from '../http/management/instance-view';
import type { InstanceRow } from '../store/store';
import { type Recording, recordingFormat } from './recording';

const Package = z.object({ version: z.string() });

export function recordingOf(row: InstanceRow, turns: readonly TurnRecord[], folder: string): Recording {
  return {
    format: recordingFormat,
    name: row.name,
    instanceId: row.id,
    executionId: row.executionId,
    parentInstanceId: parentOf(row)?.OrchestrationInstance.InstanceId ?? null,
    version: row.version,
    versions: {
      'embedded-host': versionIn(join(__dirname, '..', '..', 'package.json')),
      'durable-functions': versionOf('durable-functions', folder),
      node: process.versions.node,
    },
    runtimeStatus: row.status,
    input: parsed(row.input),
    output: parsed(row.output && withoutFolder(row.output, folder)),
    // The form that they have as JSON, which is what crosses to the test: times are texts there.
    turns: JSON.parse(withoutFolder(JSON.stringify(turns), folder)) as Recording['turns'],
  };
}

/** Stack traces name the files of the app as on any machine. */
function withoutFolder(json: string, folder: string): string {
  return json.replaceAll(JSON.stringify(`${folder}${sep}`).slice(1, -1), '');
}

/** Of the package that the app uses; null if it cannot be told. */
function versionOf(name: string, folder: string): string | null {
  try {
    return versionIn(createRequire(join(folder, 'package.json')).resolve(`${name}/package.json`));
  } catch {
    return null;
  }
}

function versionIn(file: string): string | null {
  return Package.parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}
