/** What `start` prints once a host serves: the functions as `func start` lists them, then what to try next. */
import { readFileSync } from 'node:fs';
import type { RunningHost } from './host';
import type { FunctionSummary } from './function-summary';

export function functionList({ functions, url }: Pick<RunningHost, 'functions' | 'url'>): string {
  const sorted = [...functions].sort((one, other) => Number(!one.http) - Number(!other.http) || compare(one, other));
  const lines = sorted.map((summary) => `  ${summary.name}: ${howToReach(summary, url)}`);
  return ['Functions:', '', ...(lines.length > 0 ? lines : ['  (none)']), ''].join('\n');
}

function howToReach({ name, trigger, isEmulated, http }: FunctionSummary, url: string): string {
  if (http) return `[${http.methods.join(',')}] ${http.url}`;
  if (isEmulated) return trigger;
  return `${trigger} (not emulated; invoke it with POST ${url}/admin/functions/${encodeURIComponent(name)})`;
}

/** What a restart takes up; nothing in a new folder. */
export function resumption({ resumed }: Pick<RunningHost, 'resumed'>): string {
  if (resumed === 0) return '';
  return resumed === 1 ? '1 unfinished instance goes on.\n' : `${resumed} unfinished instances go on.\n`;
}

/** The app's own text if it has one, else a first call to copy. */
export function nextSteps(host: Pick<RunningHost, 'url' | 'functions' | 'welcome'>): string {
  const own = host.welcome === undefined ? undefined : readText(host.welcome);
  return own === undefined ? firstCall(host.functions) : own.replaceAll('{url}', host.url);
}

function firstCall(functions: readonly FunctionSummary[]): string {
  // A URL with a parameter cannot be called as it stands.
  const callable = functions.flatMap(({ http }) => (http && !http.url.includes('{') ? [http] : []));
  const post = callable.find(({ methods }) => methods.includes('POST'));
  const get = callable.find(({ methods }) => methods.includes('GET'));
  const commands = [
    ...(post ? [`  curl -i -X POST '${post.url}' -H 'Content-Type: application/json' -d '{}'`] : []),
    ...(get && get !== post ? [`  curl -i '${get.url}'`] : []),
  ];
  return commands.length === 0 ? '' : ['Try it:', '', ...commands, ''].join('\n');
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // A missing text is not worth a failed start.
    return undefined;
  }
}

function compare(one: FunctionSummary, other: FunctionSummary): number {
  return one.name.localeCompare(other.name, 'en');
}
