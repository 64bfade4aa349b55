/**
 * Entry of the host's thread. A thread of its own gives the app a real module system, whatever runs the test, and an
 * environment of its own: `env` never leaks into the test or into another host.
 */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { problemOf } from '../errors';
import { Hosts } from './hosts';
import type { Answer, HostData, Request } from './protocol';

if (parentPort === null) throw new Error('This file is the entry of a thread that startTestHost starts.');
// Only `RemoteHost` starts this file, and it passes a HostData.
serve(parentPort, workerData as HostData);

function serve(port: MessagePort, data: HostData): void {
  const hosts = new Hosts(data, (notice) => port.postMessage(notice));
  // Only `RemoteHost` has the other end of the port.
  port.on('message', (request: Request) => void answer(hosts, request).then((message) => port.postMessage(message)));
}

async function answer(hosts: Hosts, { id, operation, text }: Request): Promise<Answer> {
  try {
    const operations = await hosts.current;
    // The list was typed by `RemoteHost.call`; which operation it belongs to is lost in the union of them all.
    const serve = operations[operation] as (...list: readonly unknown[]) => unknown;
    return { type: 'done', id, text: JSON.stringify(await serve(...(JSON.parse(text) as unknown[]))) };
  } catch (error) {
    return { type: 'refused', id, reason: error instanceof Error ? error.message : problemOf(error) };
  }
}
