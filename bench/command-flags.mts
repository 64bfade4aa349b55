/** The flags with which the command of the embedded host runs Node, so that what is measured is what users run. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { peers, type SubjectName } from './subjects/all.mts';

const command = resolve(import.meta.dirname, '../embedded-host/bin/embedded-host.js');
const [firstLine = ''] = readFileSync(command, 'utf8').split('\n', 1);

export const commandFlags: readonly string[] = firstLine.split(' ').filter((word) => word.startsWith('--'));

/** Peers run as their own users run them; everything of ours, the bounds included, under the same flags. */
export function flagsOf(subject: SubjectName): readonly string[] {
  return peers.includes(subject) ? [] : commandFlags;
}
