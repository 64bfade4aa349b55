/** Holds today's app against a recorded history. */
import { z } from 'zod';
import { checked } from './options';
import { readRecording } from './recording';
import type { RemoteHost } from './remote-host';
import type { Divergence } from './replay';

const Options = z.strictObject({
  /** Also inputs, due times, retry policies, instance ids and the output have to be the same. */
  strict: z.boolean().optional(),
});
export type ReplayHistoryOptions = z.input<typeof Options>;

/** What was compared. */
export interface ReplayReport {
  readonly turns: number;
  readonly steps: number;
}

/** Today's orchestrator does something else than the recorded one. Turns and steps are counted from 1. */
export class ReplayDivergence extends Error {
  override readonly name = 'ReplayDivergence';
  readonly turn: number;
  readonly step: number;
  readonly expected: string;
  readonly actual: string;

  constructor(
    what: { readonly orchestrator: string; readonly file: string; readonly turns: number },
    first: Divergence,
  ) {
    super(messageOf(what, first));
    this.turn = first.turn;
    this.step = first.step;
    this.expected = first.expected;
    this.actual = first.actual;
  }
}

export async function replayOn(
  remote: RemoteHost,
  file: string,
  options: ReplayHistoryOptions = {},
): Promise<ReplayReport> {
  const { strict = false } = checked(Options, options, 'options');
  const recording = await readRecording(file);
  const outcome = await remote.call('replay', recording, { strict });
  if (outcome.type === 'same') return { turns: outcome.turns, steps: outcome.steps };
  throw new ReplayDivergence({ orchestrator: recording.name, file, turns: recording.turns.length }, outcome);
}

function messageOf(
  { orchestrator, file, turns }: { readonly orchestrator: string; readonly file: string; readonly turns: number },
  { turn, step, expected, actual, before }: Divergence,
): string {
  return [
    `Orchestrator "${orchestrator}" does not do what it did in ${file}.`,
    `First difference: turn ${turn} of ${turns}, step ${step}`,
    `  expected: ${expected}`,
    `  actual:   ${actual}`,
    before.length === 0 ? '  it is the first step' : `  after:    ${before.join(', ')}`,
    'Instances that are under way when such a change is deployed fail: give the changed process a new version.',
  ].join('\n');
}
