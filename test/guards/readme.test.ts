import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type App, useApp } from '../support/app';
import { projectRoot } from './fixture-tree';
import { fencesOf } from './markdown';
import { callOf, isShortened } from './shown-calls';

const shownUrl = 'http://localhost:7071';

interface Shown {
  readonly commands: readonly string[];
  /** What the last command answers. */
  readonly answer: unknown;
}

/** Each block of commands that call the app, with the answer below it. */
function storyOf(document: string): readonly Shown[] {
  const fences = fencesOf(readFileSync(join(projectRoot, document), 'utf8'));
  return fences.flatMap(({ language, body }, index) => {
    const commands = body.split('\n').filter((line) => line.startsWith('curl '));
    if (language !== 'sh' || commands.length === 0) return [];
    const next = fences[index + 1];
    if (next?.language !== 'json') throw new Error(`${document} shows no answer to ${commands.join(' ')}`);
    const answer: unknown = JSON.parse(next.body);
    return [{ commands, answer }];
  });
}

async function answerTo(command: string, { host }: App): Promise<unknown> {
  const { path, init } = callOf(command, { url: shownUrl, folder: projectRoot });
  const response = await host.fetch(path, init);
  const answer: unknown = JSON.parse((await response.text()).replaceAll(host.url, shownUrl));
  await host.settled();
  return answer;
}

async function answerTheReaderWaitsFor(shown: unknown, command: string, app: App): Promise<unknown> {
  const answer = await answerTo(command, app);
  if (isShortened(shown, answer)) return answer;
  await app.host.skip({ minutes: 1 });
  return answerTo(command, app);
}

describe('the README', () => {
  it('shows what its commands answer, one after the other', async () => {
    await using app = await useApp();
    const story = storyOf('README.md');
    expect(story.length).toBeGreaterThan(8);
    for (const { commands, answer } of story) {
      for (const command of commands.slice(0, -1)) await answerTo(command, app);
      const found = await answerTheReaderWaitsFor(answer, commands.at(-1) ?? '', app);
      if (!isShortened(answer, found)) expect(found).toMatchObject(answer as object); // a JSON object, as it is shown
    }
  }, 60_000);
});

describe('an answer that was shortened for a document', () => {
  const real = { id: '1f0f6a3e-0c3f-4a56-9d0e-8f6f3f6d5b11', steps: [{ step: 'a' }, { step: 'b', at: 1 }], x: null };

  it.each([
    [{ x: null }],
    [{ steps: [{ step: 'b' }] }],
    [{ steps: [{ step: 'a' }, { step: 'b' }] }],
    [{ id: 'a0000000-0000-4000-8000-000000000000' }],
  ])('may be %j', (shown) => {
    expect(isShortened(shown, real)).toBe(true);
  });

  it.each([[{ y: 1 }], [{ steps: [{ step: 'c' }] }], [{ steps: [{ step: 'b' }, { step: 'a' }] }], [{ id: 'other' }]])(
    'may not be %j',
    (shown) => {
      expect(isShortened(shown, real)).toBe(false);
    },
  );
});
