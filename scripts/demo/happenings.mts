import type { Step, View } from './app-client.mts';
import { span } from './span.mts';

export type Tone = 'good' | 'bad' | 'undo' | 'wait' | 'outside';

export interface Happening {
  /** Since the order began. */
  readonly atMs: number;
  /** Empty for what comes from outside. */
  readonly step: string;
  readonly text: string;
  readonly tone: Tone;
}

/** What happened to an order between two looks, oldest first. */
export function happenings(before: View | undefined, view: View): Happening[] {
  const known = new Map(allSteps(before).map((step) => [nameOf(step), step]));
  return allSteps(view)
    .filter((step) => hasMoved(known.get(nameOf(step)), step))
    .flatMap((step) => happeningOf(step, view))
    .sort((one, other) => one.atMs - other.atMs);
}

export function allSteps(view: View | undefined): Step[] {
  return view === undefined ? [] : [...view.steps, ...view.compensation];
}

/** To tell the customer is part of the compensation, and undoes nothing. */
export function undoes({ kind, step }: Step): boolean {
  return kind === 'undo' && !step.startsWith('notifications.');
}

/** From the first step to the last one, by the clock of the host. */
export function durationOf(view: View): number {
  const ends = allSteps(view).flatMap(({ endedAt }) => (endedAt === undefined ? [] : [Date.parse(endedAt)]));
  return ends.length === 0 ? 0 : Math.max(...ends) - beginningOf(view);
}

/** The host's clock begins it and this machine's reads it: with a host elsewhere it is as right as their clocks. */
export function ageOf(view: View): number {
  return Math.max(0, Date.now() - beginningOf(view));
}

function beginningOf({ steps: [first] }: View): number {
  return first === undefined ? Date.now() : Date.parse(first.startedAt);
}

function nameOf({ kind, step }: Step): string {
  return `${kind} ${step}`;
}

function hasMoved(before: Step | undefined, now: Step): boolean {
  return before?.state !== now.state || before.attempts !== now.attempts;
}

function happeningOf(step: Step, view: View): Happening[] {
  const told = tell(step);
  if (told === undefined) return [];
  const atMs = step.endedAt === undefined ? ageOf(view) : Date.parse(step.endedAt) - beginningOf(view);
  const attempt = step.attempts > 1 ? ` (attempt ${step.attempts})` : '';
  return [{ atMs, step: step.step, text: `${told.text}${attempt}`, tone: told.tone }];
}

function tell(step: Step): Pick<Happening, 'text' | 'tone'> | undefined {
  const { outcome = 'done' } = step;
  switch (step.state) {
    case 'done':
      return undoes(step) ? { text: `undo: ${outcome}`, tone: 'undo' } : { text: outcome, tone: 'good' };
    case 'failed':
      return { text: `gave up: ${faultOf(step)}`, tone: 'bad' };
    case 'waiting':
      return { text: waitOf(step), tone: 'wait' };
    case 'running':
      // The first attempt is told by its ending.
      return step.attempts > 1 ? { text: 'tries again', tone: 'wait' } : undefined;
  }
}

function waitOf(step: Step): string {
  const pause = step.until === undefined ? 'a while' : span(Date.parse(step.until) - Date.now());
  return step.attempts === 0 ? `waits for a human, at most ${pause}` : `${faultOf(step)}, tries again in ${pause}`;
}

/** The code that leads the message of a fault of the app, else the whole message. */
function faultOf({ fault = 'it failed' }: Step): string {
  return /\b[a-z]+\.[a-zA-Z]+(?=: )/.exec(fault)?.[0] ?? fault;
}
