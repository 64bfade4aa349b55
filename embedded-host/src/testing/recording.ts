/** A recorded history: a JSON file that a later version of the app is held against. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { EventType } from '../engine/history';

const FORMAT = 1;

const Event = z.looseObject({
  EventType: z.union(Object.values(EventType).map((number) => z.literal(number))),
  EventId: z.int(),
  Timestamp: z.iso.datetime(),
});

const Leaf = z.looseObject({ kind: z.int(), name: z.string() });

const Task = z.looseObject({
  id: z.int(),
  type: z.enum(['activity', 'subOrchestration', 'timer', 'entityCall']),
  leaf: z.int(),
  attempt: z.int(),
});

const Turn = z.looseObject({
  events: z.array(Event).min(1),
  leaves: z.array(Leaf),
  opened: z.array(Task),
  closed: z.array(z.int()),
  nextId: z.int(),
  actionCount: z.int(),
  suspended: z.boolean(),
});

export const Recording = z.object({
  format: z.literal(FORMAT),
  name: z.string().min(1),
  instanceId: z.string().min(1),
  executionId: z.string().min(1),
  parentInstanceId: z.string().nullable(),
  version: z.string().nullable(),
  /** Of the packages that it was recorded with; null for one that was not found. */
  versions: z.record(z.string(), z.string().nullable()),
  runtimeStatus: z.string(),
  input: z.unknown(),
  output: z.unknown(),
  turns: z.array(Turn),
});
export type Recording = z.infer<typeof Recording>;

export const recordingFormat = FORMAT;

export async function writeRecording(file: string, recording: Recording): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(recording, null, 2)}\n`);
}

/** Rejects with a sentence that names the file and what is wrong in it. */
export async function readRecording(file: string): Promise<Recording> {
  const content = Recording.safeParse(parsedJson(file, await readFile(file, 'utf8')));
  if (content.success) return content.data;
  const [problem] = content.error.issues;
  const field = problem?.path.join('.') ?? '';
  throw new Error(`${file} is not a recorded history: ${field === '' ? '' : `${field}: `}${problem?.message ?? ''}.`);
}

function parsedJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not a recorded history: it is not JSON (${String(error)}).`, { cause: error });
  }
}
