/** Load over HTTP from a process of its own, so that making it does not disturb the measuring. */
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { z } from 'zod';

const require = createRequire(import.meta.url);
const program = require.resolve('autocannon');
const run = promisify(execFile);

export interface Shots {
  readonly url: string;
  readonly seconds: number;
  readonly connections: number;
  readonly method?: 'GET' | 'POST';
  readonly body?: unknown;
  /** Requests per second over all connections; as fast as answers come when absent. */
  readonly perSecond?: number;
}

const Report = z.object({
  requests: z.object({ average: z.number(), sent: z.number() }),
  latency: z.object({ p50: z.number(), p97_5: z.number(), p99: z.number(), max: z.number() }),
  duration: z.number(),
  errors: z.number(),
  '2xx': z.number(),
  non2xx: z.number(),
  statusCodeStats: z.record(z.string(), z.object({ count: z.number() })).default({}),
});
export type Report = z.infer<typeof Report>;

export async function fire({ url, seconds, connections, method = 'GET', body, perSecond }: Shots): Promise<Report> {
  const args = ['--json', '--connections', connections, '--duration', seconds, '--method', method];
  const sending =
    body === undefined ? [] : ['--headers', 'content-type=application/json', '--body', JSON.stringify(body)];
  const pace = perSecond === undefined ? [] : ['--overallRate', Math.round(perSecond)];
  const all = [program, ...args, ...sending, ...pace, url].map(String);
  const { stdout } = await run(process.execPath, all, { maxBuffer: 16 * 2 ** 20 });
  return Report.parse(JSON.parse(stdout));
}
