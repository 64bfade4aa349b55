import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp } from '../cli/spawned-host';

describe('POST /admin/functions/{name}', () => {
  const host = startApp('mixed-triggers');
  let url = '';
  beforeAll(async () => {
    url = await host.url();
  });
  afterAll(() => host.stop());

  const invoke = (name: string, body: string) =>
    fetch(`${url}/admin/functions/${name}`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });

  it.each([
    ['onMessage', '{"input": "plain text"}', 'onMessage got string "plain text"'],
    ['ONMESSAGE', '{"input": "{\\"order\\": 7}"}', 'onMessage got object {"order":7}'],
    ['onMessage', '{"input": {"order": 8}}', 'onMessage got object {"order":8}'],
    ['onBlob', '{"input": "content"}', 'onBlob got true content'],
    ['onBus', '{"input": "{\\"bus\\": 1}"}', 'onBus got object {"bus":1}'],
    ['onEvent', '{"input": "{\\"id\\": \\"e\\"}"}', 'onEvent got object {"id":"e"}'],
    ['yearly', '{"input": ""}', 'yearly got false 0001-01-01T00:00:00+00:00'],
    ['yearly', '{}', 'yearly got false'],
  ])('invokes %s with %s and answers 202 at once', async (name, body, line) => {
    const answer = await invoke(name, body);
    expect([answer.status, await answer.text()]).toEqual([202, '']);
    await host.outputMatching(new RegExp(line.replaceAll(/[{}+]/g, '\\$&')));
  });

  it('invokes a function again by its retry options, and tells it how often', async () => {
    await invoke('stubborn', '{"input": "x"}');
    await host.outputMatching(/attempt 3: 2 of 3, after bad 2/);
    expect(host.output).toContain('attempt 1: 0 of 0, after nothing');
    expect(host.output).toContain('attempt 2: 1 of 3, after bad 1');
  });

  it('answers 404 for a function that there is not', async () => {
    expect((await invoke('nosuch', '{}')).status).toBe(404);
  });

  it.each(['not JSON', '5'])('answers 400 for a body of another form: %s', async (body) => {
    expect((await invoke('onMessage', body)).status).toBe(400);
  });

  it('answers 400 for an HTTP function, and says what to do', async () => {
    const answer = await invoke('greet', '{}');
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { Message: 'Function greet is triggered by HTTP: call its URL.' },
    ]);
  });

  it('is how the list at the start says that a function without emulation can be invoked', () => {
    for (const name of ['onMessage', 'onBlob', 'onBus', 'onEvent']) {
      expect(host.output).toMatch(
        new RegExp(`  ${name}: \\w+Trigger \\(not emulated; invoke it with POST ${url}/admin/functions/${name}\\)`),
      );
    }
    expect(host.output).toContain('  yearly: timerTrigger\n');
  });

  it('lists all functions, those that are not emulated as well', async () => {
    const listed = (await (await fetch(`${url}/admin/functions`)).json()) as { name: string }[];
    expect(listed.map(({ name }) => name).sort()).toEqual(
      ['greet', 'onBlob', 'onBus', 'onEvent', 'onMessage', 'stubborn', 'yearly'].sort(),
    );
  });
});
