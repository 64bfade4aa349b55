/** Whether somebody is there already. */
import { connect } from 'node:net';
import { z } from 'zod';

const ASK_MS = 5_000;

export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const answer = (isThere: boolean) => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
  });
}

const Health = z.object({ status: z.literal('healthy') });

/** The host serves before the app has started; the app's own answer tells that both have. */
export async function isHealthy(url: string, headers: Readonly<Record<string, string>> = {}): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/api/health`, { headers, signal: AbortSignal.timeout(ASK_MS) });
    return Health.safeParse(await answer.json()).success;
  } catch {
    // Not there yet, or not with JSON: both mean not ready.
    return false;
  }
}
