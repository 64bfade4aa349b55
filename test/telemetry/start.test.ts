import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { projectRoot } from '../guards/fixture-tree';

/** The packages that the app has loaded when its hooks have run. */
async function loadedWith(env: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const script = `
    const { readSettings } = require('./dist/src/settings.js');
    require('./dist/src/index.js');
    const { startTelemetry } = require('./dist/src/telemetry/start.js');
    const { telemetry } = readSettings(process.env, []);
    startTelemetry(telemetry).started.then(() => {
      const names = Object.keys(require.cache).map((path) => /node_modules[/\\\\](@[^/\\\\]+[/\\\\][^/\\\\]+|[^/\\\\]+)/.exec(path)?.[1]);
      console.log(JSON.stringify([...new Set(names)].filter(Boolean)));
      process.exit(0);
    });`;
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ['-e', script], { cwd: projectRoot, env: { ...process.env, ...env } });
  return z.array(z.string()).parse(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
}

const sdks = /sdk-|exporter-|instrumentation|applicationinsights|identity/;

describe('the start of telemetry', () => {
  it('loads no SDK where nothing is sent', async () => {
    const packages = await loadedWith({ TELEMETRY__EXPORTER: 'none' });
    expect(packages).toContain('@opentelemetry/api');
    expect(packages.filter((name) => sdks.test(name))).toEqual([]);
  });

  it('loads nothing of Azure for a collector', async () => {
    const packages = await loadedWith({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' });
    expect(packages).toContain('@opentelemetry/exporter-trace-otlp-http');
    expect(packages.filter((name) => /applicationinsights|@azure.(identity|monitor)/.test(name))).toEqual([]);
  });
});
