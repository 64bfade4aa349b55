/** Reads a profile of V8: how the busy time of its second half, in which 64 are in flight, is shared. */
import { z } from 'zod';

const Node = z.object({
  id: z.int(),
  callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.int() }),
  children: z.array(z.int()).optional(),
});
type Node = z.infer<typeof Node>;

export const Profile = z.object({
  nodes: z.array(Node),
  samples: z.array(z.int()),
  timeDeltas: z.array(z.number()),
});
export type Profile = z.infer<typeof Profile>;

const SHOWN = 25;

/** The innermost function of ours or of the SDK says whose time it is. */
export function areasOf(profile: Profile): readonly string[] {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  return shares(profile, (node) => {
    if (node.callFrame.functionName === '(garbage collector)') return 'garbage collector';
    for (let at: Node | undefined = node; at; at = nodes.get(parents.get(at.id) ?? -1)) {
      const area = areaOf(at.callFrame.url);
      if (area !== undefined) return area;
    }
    return 'Node.js itself';
  });
}

export function areaOf(url: string): string | undefined {
  if (/\/node_modules\/(durable-functions|@azure\/functions)\//.test(url)) return 'SDK';
  const part = /\/embedded-host\/dist\/(.+)\.js$/.exec(url)?.[1];
  if (part !== undefined) return `host ${part}`;
  return url.includes('/bench/') ? 'benchmark' : undefined;
}

export function functionsOf(profile: Profile): readonly string[] {
  return shares(profile, ({ callFrame: { functionName, url, lineNumber } }) => {
    const file = url.split('/').slice(-2).join('/');
    return `${functionName || '(anonymous)'} ${file === '' ? '' : `${file}:${lineNumber + 1}`}`;
  });
}

/** Of the second half, without what waited. */
export function busySamples({ nodes, samples, timeDeltas }: Profile): readonly { id: number; time: number }[] {
  const idle = new Set(nodes.flatMap(({ id, callFrame }) => (callFrame.functionName === '(idle)' ? [id] : [])));
  const timed = samples.map((id, index) => ({ id, time: timeDeltas[index] ?? 0 }));
  return timed.slice(Math.floor(samples.length / 2)).filter(({ id }) => !idle.has(id));
}

function shares(profile: Profile, nameOf: (node: Node) => string): readonly string[] {
  const names = new Map(profile.nodes.map((node) => [node.id, nameOf(node)]));
  const times = new Map<string, number>();
  for (const { id, time } of busySamples(profile)) {
    const name = names.get(id) ?? '';
    times.set(name, (times.get(name) ?? 0) + time);
  }
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  const sorted = [...times].sort(([, a], [, b]) => b - a).slice(0, SHOWN);
  return sorted.map(([name, time]) => `${((time / total) * 100).toFixed(1).padStart(6)} %  ${name}`);
}
