import { beforeAll, describe, expect, it } from '@jest/globals';
import { Engine } from '../../src/engine/engine';
import { defaultEngineSettings } from '../../src/engine/settings';
import { compareVersions } from '../../src/engine/versions';
import { silentLog } from '../../src/log';
import { anEngine } from './support/engine-fixture';
import { df, sdkRunner } from './support/sdk';

beforeAll(() => {
  // eslint-disable-next-line require-yield -- an orchestrator may be done at once
  df.app.orchestration('versioned', function* (context) {
    return context.df.version ?? 'none';
  });
  df.app.orchestration('versionedParent', function* (context) {
    const child = (yield context.df.callSubOrchestrator('versioned', null, undefined, '1.5')) as string;
    const plain = (yield context.df.callSubOrchestrator('versioned')) as string;
    return [context.df.version, child, plain];
  });
});

describe('the version of an instance', () => {
  it('is the one that it was started with, else defaultVersion', async () => {
    const { engine, start, output } = anEngine({ settings: { defaultVersion: '2.0' } });
    await engine.start({ name: 'versioned', input: null, instanceId: 'given', version: '1.0' });
    await start('versioned', null, 'default');
    await engine.idle();
    expect([output('given'), output('default')]).toEqual(['1.0', '2.0']);
  });

  it('of a child is the one that it is called with, else defaultVersion', async () => {
    const { engine, start, output } = anEngine({ settings: { defaultVersion: '2.0' } });
    await start('versionedParent', null, 'p');
    await engine.idle();
    expect(output('p')).toEqual(['2.0', '1.5', '2.0']);
  });

  it('does not matter to a host without a version of its own', async () => {
    const { engine, output } = anEngine({ settings: { failsOtherVersions: true } });
    await engine.start({ name: 'versioned', input: null, instanceId: 'v', version: '9.9' });
    await engine.idle();
    expect(output('v')).toBe('9.9');
  });

  it.each([
    ['CurrentOrOlder', '2.0', true],
    ['CurrentOrOlder', '1.9', true],
    ['CurrentOrOlder', '2.0.1', false],
    ['Strict', '2.0', true],
    ['Strict', '1.9', false],
    ['None', '9.9', true],
  ] as const)('with %s and version %s may run on a host of 2.0: %s', async (versionMatch, version, runs) => {
    const settings = { defaultVersion: '2.0', versionMatch, failsOtherVersions: true };
    const { engine, output } = anEngine({ settings });
    await engine.start({ name: 'versioned', input: null, instanceId: 'v', version });
    await engine.idle();
    expect(engine.instance('v')?.status).toBe(runs ? 'Completed' : 'Failed');
    if (runs) expect(output('v')).toBe(version);
    else expect(output('v')).toContain('VersionMismatch: Orchestration version did not comply with Worker Versioning');
  });

  it('lets an instance of a newer host wait until that host is back (Reject)', async () => {
    const { engine, store, clock, output } = anEngine({ settings: { defaultVersion: '1.0' } });
    await engine.start({ name: 'versioned', input: null, instanceId: 'newer', version: '2.0' });
    await engine.idle();
    expect(engine.instance('newer')?.status).toBe('Pending');
    await engine.stop();
    const settings = { ...defaultEngineSettings, defaultVersion: '2.0' };
    const onFatal = (reason: Error): never => {
      throw reason;
    };
    const newer = new Engine({ store, clock, runner: sdkRunner(), settings, log: silentLog, onFatal });
    newer.recover();
    await newer.idle();
    expect(output('newer')).toBe('2.0');
  });

  it('does not keep an instance that waits for another host from being terminated', async () => {
    const { engine } = anEngine({ settings: { defaultVersion: '1.0' } });
    await engine.start({ name: 'versioned', input: null, instanceId: 'newer', version: '2.0' });
    await engine.terminate('newer', 'nobody will run it');
    await engine.idle();
    expect(engine.instance('newer')?.status).toBe('Terminated');
  });
});

describe('versions', () => {
  it.each([
    ['1.10', '1.9', 1],
    ['1.0', '1.0.0', -1],
    ['', '0.1', -1],
    ['1.0', '', 1],
    ['', ' ', 0],
    ['Beta', 'beta', 0],
    ['v2', 'v10', 1],
  ])('compare like those of the real host: %j, %j', (one, other, sign) => {
    expect(Math.sign(compareVersions(one, other))).toBe(sign);
  });
});
