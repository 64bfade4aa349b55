/**
 * Entry of the host's thread. A thread of its own gives the app a real module system, whatever runs the test, and an
 * environment of its own: `env` never leaks into the test or into another host.
 */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { VirtualClock } from '../clock/virtual-clock';
import { problemOf } from '../errors';
import { LineLog } from '../log';
import { startHostUnderTest } from './host-under-test';
import { operationsOn, type ServedOperations } from './operations';
import type { Answer, HostData, Notice, Request } from './protocol';

if (parentPort === null) throw new Error('This file is the entry of a thread that startTestHost starts.');
// Only `RemoteHost` starts this file, and it passes a HostData.
serve(parentPort, workerData as HostData);

/** Requests that arrive while the host starts wait for it; if it refuses to start, that is the answer to all of them. */
function serve(port: MessagePort, data: HostData): void {
  const started = start(data, (notice) => port.postMessage(notice));
  // A refusal is answered when somebody asks; until then it must not count as unhandled.
  started.catch(() => undefined);
  // Only `RemoteHost` has the other end of the port.
  port.on('message', (request: Request) => void answer(started, request).then((message) => port.postMessage(message)));
}

async function start(data: HostData, tell: (notice: Notice) => void): Promise<ServedOperations> {
  const { folder, env, storage, startTime } = data;
  const clock = new VirtualClock(startTime);
  const log = new LineLog({ print: (line) => tell({ type: 'line', line }) });
  const tested = await startHostUnderTest({
    ...{ folder, env, storage, clock, log, port: 0, host: '127.0.0.1', onFatal: crash },
    askTest: (call) => tell({ type: 'call', text: JSON.stringify(call) }),
  });
  return operationsOn(tested, {
    folder,
    seen: (watch, snapshot) => tell({ type: 'seen', watch, text: JSON.stringify(snapshot) }),
  });
}

/** Nothing can be waited for any more, so the thread ends, and every call of the test is answered with the reason. */
function crash(reason: Error): void {
  setImmediate(() => {
    throw reason;
  });
}

async function answer(started: Promise<ServedOperations>, { id, operation, text }: Request): Promise<Answer> {
  try {
    const operations = await started;
    // The list was typed by `RemoteHost.call`; which operation it belongs to is lost in the union of them all.
    const serve = operations[operation] as (...list: readonly unknown[]) => unknown;
    return { type: 'done', id, text: JSON.stringify(await serve(...(JSON.parse(text) as unknown[]))) };
  } catch (error) {
    return { type: 'refused', id, reason: error instanceof Error ? error.message : problemOf(error) };
  }
}
