import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { startTestHost } from '../../src/testing';
import { temporaryFolders } from '../store/temporary-folder';
import { fixtureApp } from './apps';

const newFolder = temporaryFolders();
const crashing = fixtureApp('crashing');

describe('a test host that cannot start', () => {
  it.each([
    [
      'an app that throws',
      fixtureApp('throwing'),
      /index\.js could not be loaded: no database; correct the app or its settings\.$/,
    ],
    ['no such folder', join(__dirname, 'apps', 'none'), /^The folder .* does not exist; /],
  ])('says why: %s', async (_, folder, sentence) => {
    await expect(startTestHost(folder)).rejects.toThrow(sentence);
  });

  it('says why: a broken host.json', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'host.json'), '{ "version": "2.0" ');
    await expect(startTestHost(folder)).rejects.toThrow(/host\.json is not valid JSON: .*; correct the file\.$/);
  });

  it('names an option that is wrong', async () => {
    // A mistake that plain JavaScript allows.
    const options = { storage: 'disk', environment: {} } as object;
    await expect(startTestHost(crashing, options)).rejects.toThrow(
      /options\.storage: .*; options: Unrecognized key: "environment"/,
    );
  });
});

describe('a test host that crashes', () => {
  it.each([
    ['throwLater', 'The test host has crashed: nobody catches this'],
    ['exit', 'The test host has ended with exit code 7.'],
  ])('refuses what was asked and what is asked later: %s', async (activity, reason) => {
    await using host = await startTestHost(crashing);
    const crash = async () => (await host.start('crash', activity)).result();
    await expect(crash()).rejects.toThrow(reason);
    await expect(host.now()).rejects.toThrow(reason);
  });

  it('says after a stop that it was stopped', async () => {
    const host = await startTestHost(crashing);
    await host.stop();
    await host.stop();
    await expect(host.settled()).rejects.toThrow('The test host was stopped.');
    await expect(host.fetch('/api')).rejects.toThrow();
  });
});
