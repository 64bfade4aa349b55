import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FileScheduleMonitor } from '../../src/bindings/schedule-monitor';
import { temporaryFolder } from '../cli/spawned-host';

describe('the file of timer runs', () => {
  let folder = temporaryFolder();
  let file = '';
  beforeEach(() => {
    folder = temporaryFolder();
    file = join(folder.path, 'storage', 'timers.json');
  });
  afterEach(() => folder.remove());

  it('gives back what another monitor has written, function by function', () => {
    const writer = new FileScheduleMonitor(file);
    writer.write('one', { last: null, lastUpdated: 1 });
    writer.write('two', { last: 2, lastUpdated: 2 });
    const reader = new FileScheduleMonitor(file);
    expect([reader.read('one'), reader.read('two'), reader.read('three')]).toEqual([
      { last: null, lastUpdated: 1 },
      { last: 2, lastUpdated: 2 },
      undefined,
    ]);
  });

  it('belongs to its owner alone', () => {
    new FileScheduleMonitor(file).write('one', { last: null, lastUpdated: 1 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is refused with its name when it holds something else', () => {
    new FileScheduleMonitor(file).write('one', { last: null, lastUpdated: 1 });
    writeFileSync(file, '{"one": {"last": "yesterday"}}');
    expect(() => new FileScheduleMonitor(file)).toThrow(/timers\.json: one\.last: /);
  });
});
