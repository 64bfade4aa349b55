/**
 * The asynchronous pattern of `callHttp`: an answer 202 with a Location is polled until something else comes back. The
 * SDK reserves two ids when it sees the 202, one for the timer and one for the request after it.
 */
import { z } from 'zod';
import { taskScheduled, timerCreated } from './events';
import type { OpenTask } from './instance-state';
import type { Turn } from './turn';
import { leafAt } from './turn';

const Headers = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
const Answer = z.object({ statusCode: z.number(), headers: Headers.nullish() });
const Request = z.looseObject({
  uri: z.string(),
  headers: Headers.nullish(),
  asynchronousPatternEnabled: z.boolean().optional(),
});

export interface Poll {
  readonly delayMs: number;
  /** JSON text of the next request. */
  readonly request: string;
}

/** The poll that follows an answer; null when the answer is the result. Both arguments are JSON text. */
export function pollAfter(requestText: string, answerText: string, defaultDelayMs: number): Poll | null {
  const request = Request.safeParse(JSON.parse(requestText));
  const answer = Answer.safeParse(JSON.parse(answerText));
  if (!request.success || !answer.success) return null;
  if (answer.data.statusCode !== 202 || request.data.asynchronousPatternEnabled !== true) return null;
  const location = header(answer.data.headers, 'location');
  if (location === undefined) return null;
  const seconds = Number(header(answer.data.headers, 'retry-after') ?? Number.NaN);
  return {
    delayMs: Number.isFinite(seconds) ? Math.max(0, seconds * 1000) : defaultDelayMs,
    request: JSON.stringify(pollRequest(request.data, location)),
  };
}

/** Same headers, but no key of a function, and no authorization for another origin than the one it was meant for. */
function pollRequest(request: z.infer<typeof Request>, location: string): object {
  const uri = new URL(location, request.uri);
  const isSameOrigin = uri.origin === new URL(request.uri).origin;
  const dropped = ['x-functions-key', ...(isSameOrigin ? [] : ['authorization'])];
  const kept = Object.entries(request.headers ?? {}).filter(([name]) => !dropped.includes(name.toLowerCase()));
  return { ...request, method: 'GET', uri: uri.href, content: undefined, headers: Object.fromEntries(kept) };
}

function header(headers: z.infer<typeof Headers> | null | undefined, name: string): string | undefined {
  const found = Object.entries(headers ?? {}).find(([each]) => each.toLowerCase() === name)?.[1];
  return Array.isArray(found) ? found[0] : found;
}

export function schedulePollTimer(turn: Turn, leafIndex: number, poll: Poll): void {
  const id = turn.nextId++;
  const pollId = turn.nextId++;
  const fireAt = turn.at + poll.delayMs;
  turn.scheduled.push(timerCreated(id, fireAt, turn.at));
  turn.opened.push({ id, type: 'timer', leaf: leafIndex, attempt: 1, fireAt, pollId, input: poll.request });
}

/** The request after the timer, under the id that was reserved for it. */
export function schedulePoll(turn: Turn, timer: OpenTask, pollId: number): void {
  const leaf = leafAt(turn, timer.leaf);
  const input = turn.settings.storeInputsInHistory ? (timer.input ?? null) : null;
  const task: OpenTask = {
    id: pollId,
    type: 'activity',
    leaf: timer.leaf,
    attempt: 1,
    ...(timer.input !== undefined && { input: timer.input }),
  };
  turn.scheduled.push(taskScheduled(pollId, leaf.name, input, turn.at));
  turn.opened.push(task);
  turn.activities.push(task);
}
