/** What was done in each recorded scenario, as far as this host does the same. */
import type { HostSpan, TestHost } from '../../src/testing/index';

const WEBHOOK = '/runtime/webhooks/durabletask';

export interface Caller {
  readonly traceparent: string;
  readonly tracestate?: string;
}

function post(host: TestHost, path: string, body?: unknown, headers: Partial<Caller> = {}): Promise<Response> {
  return host.fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

async function started(answer: Promise<Response>): Promise<string> {
  const { id } = (await (await answer).json()) as { id: string };
  return id;
}

const start = async (host: TestHost, name: string, input?: unknown): Promise<string> => {
  const id = await started(post(host, `/api/orchestrators/${name}`, input));
  await host.settled();
  return id;
};

const run = (name: string, input?: unknown) => async (host: TestHost) => {
  await start(host, name, input);
  await host.skip({ seconds: 5 });
};

const raise = (host: TestHost, id: string, event: string, headers?: Caller) =>
  post(host, `${WEBHOOK}/instances/${id}/raiseEvent/${event}`, 'data', headers);

const ids = (digit: number, span: string): Caller => ({
  traceparent: `00-${digit}af7651916cd43dd8448eb211c80319c-${span}-01`,
});

export const scenarios: Readonly<Record<string, (host: TestHost) => Promise<unknown>>> = {
  sequence3: run('helloCities'),
  fanout3: run('fanOut3'),
  activity_retry_then_ok: run('retryThenOk'),
  activity_fails_uncaught: run('activityFails'),
  activity_fails_caught: run('activityFailsCaught'),
  orchestrator_throws: run('throwsOwnError'),
  suborchestration: run('parentOk'),
  suborchestration_fails: run('parentFails'),
  timer: run('timer1s'),
  event_wins_over_timer: async (host) => raise(host, await start(host, 'eventVsTimer'), 'Approval'),
  timer_wins_over_event: run('eventVsTimer', { timeoutMs: 1000 }),
  event_raised_by_js_client: async (host) => {
    const id = await start(host, 'longWait');
    await post(host, `/api/client/raise/${id}`, { name: 'finish', data: 1 });
  },
  entity_call_signal: run('entityCaller', 'called'),
  entity_signal_from_client: (host) =>
    post(host, '/api/client/signal', { name: 'Counter', key: 'signalled', op: 'add', input: 1 }),
  entity_operation_fails: run('entityFails', 'failing'),
  continue_as_new: run('countUp'),
  suspend_resume: async (host) => {
    const id = await start(host, 'longWait');
    await post(host, `${WEBHOOK}/instances/${id}/suspend`);
    await post(host, `${WEBHOOK}/instances/${id}/resume`);
    await raise(host, id, 'finish');
  },
  terminate: async (host) => post(host, `${WEBHOOK}/instances/${await start(host, 'longWait')}/terminate?reason=why`),
  terminate_parent: async (host) =>
    post(host, `${WEBHOOK}/instances/${await start(host, 'terminateParent')}/terminate?reason=why`),
  rewind: async (host) => {
    const id = await start(host, 'rewindable');
    await host.skip({ seconds: 1 });
    await post(host, `${WEBHOOK}/instances/${id}/rewind?reason=why`);
  },
  restart: async (host) => {
    const id = await start(host, 'echoInput');
    await host.skip({ seconds: 1 });
    await post(host, `${WEBHOOK}/instances/${id}/restart`);
  },
  purge: async (host) => {
    const id = await start(host, 'echoInput');
    await host.fetch(`${WEBHOOK}/instances/${id}`, { method: 'DELETE' });
  },
  traceparent_http_starter: (host) =>
    post(host, '/api/orchestrators/helloCities', undefined, { ...ids(0, 'b7ad6b7169203331'), tracestate: 'a=b' }),
  traceparent_webhook_start: (host) =>
    post(host, `${WEBHOOK}/orchestrators/helloCities`, undefined, ids(1, 'b7ad6b7169203332')),
  traceparent_event: async (host) => raise(host, await start(host, 'longWait'), 'finish', ids(3, 'b7ad6b7169203334')),
  call_http: run('callHttpGet'),
  unknown_orchestrator: (host) => post(host, `${WEBHOOK}/orchestrators/noSuch`),
};

/** The spans that a scenario adds. */
export async function spansOf(host: TestHost, scenario: string): Promise<readonly HostSpan[]> {
  const before = (await host.spans()).length;
  await scenarios[scenario]?.(host);
  await host.settled();
  return (await host.spans()).slice(before);
}
