import type { LoopName } from '../workloads/all.mts';
import type { Subject } from './contestant.mts';

const loopOnly = (name: LoopName | 'W4'): LoopName => {
  if (name === 'W4') throw new Error('This subject has nothing that waits.');
  return name;
};

/** Each is loaded only when it is measured: a peer may not be installed, and no other one may cost memory. */
export const subjects = {
  durable: {
    title: 'embedded host, durable',
    durable: true,
    open: async (folder, name) => (await import('./embedded-host.mts')).embeddedHost('durable', folder, name),
  },
  memory: {
    title: 'embedded host, in memory',
    durable: false,
    open: async (folder, name) => (await import('./embedded-host.mts')).embeddedHost('memory', folder, name),
  },
  prototype: {
    title: 'bare prototype, a row per event',
    durable: true,
    open: async (folder, name) => (await import('./prototype.mts')).prototype(folder, name),
  },
  restate: {
    title: 'Restate',
    durable: true,
    open: async (folder) => (await import('../peers/restate.mts')).restate(folder),
  },
  dbos: {
    title: 'DBOS with PostgreSQL',
    durable: true,
    open: async () => (await import('../peers/dbos.mts')).dbos(),
  },
  openworkflow: {
    title: 'openworkflow with SQLite',
    durable: true,
    open: async (folder) => (await import('../peers/openworkflow.mts')).openworkflow(folder),
  },
  durabletask: {
    title: 'durabletask-js in memory',
    durable: false,
    open: async () => (await import('../peers/durabletask.mts')).durabletask(),
  },
  store: {
    title: 'store alone',
    durable: true,
    open: async (folder, name) => (await import('./store-alone.mts')).storeAlone(folder, loopOnly(name)),
  },
  replay: {
    title: 'SDK replay alone',
    durable: false,
    open: async (_folder, name) => (await import('./sdk-replay.mts')).sdkReplay(loopOnly(name)),
  },
  plain: {
    title: 'plain functions',
    durable: false,
    open: async (folder, name) => (await import('./plain-functions.mts')).plainFunctions(folder, name),
  },
} as const satisfies Record<string, Subject>;

export type SubjectName = keyof typeof subjects;
// True because the keys of a literal are exactly its type's.
export const subjectNames = Object.keys(subjects) as readonly SubjectName[];

/** What a developer would pick instead. */
export const peers: readonly SubjectName[] = ['restate', 'dbos', 'openworkflow', 'durabletask'];
