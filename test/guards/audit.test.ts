import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from './fixture-tree';

const report = join(projectRoot, 'scripts/package/audit-report.mts');

/** The script is a module, which the tests run as its users do: by Node. */
function verdictOf(output: string): unknown {
  const program = `import { verdictOf } from ${JSON.stringify(report)}; console.log(JSON.stringify(verdictOf(process.argv[1])))`;
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', program, output], { encoding: 'utf8' }),
  );
}

const reportOf = (...severities: readonly string[]) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: Object.fromEntries(
      severities.map((severity, index) => [`package-${index}`, { severity, range: '<1.0.0', via: [], effects: [] }]),
    ),
  });

describe('the audit', () => {
  it('passes without a known vulnerability', () => {
    expect(verdictOf(reportOf())).toMatchObject({ exitCode: 0 });
  });

  it('passes with a moderate one, and names it', () => {
    expect(verdictOf(reportOf('moderate'))).toMatchObject({
      exitCode: 0,
      lines: ['moderate: package-0 <1.0.0', expect.any(String)],
    });
  });

  it.each(['high', 'critical'])('fails with a %s one', (severity) => {
    expect(verdictOf(reportOf('low', severity))).toMatchObject({ exitCode: 1 });
  });

  it.each(['', '{"message":"connect ECONNREFUSED","error":{"summary":""}}', '{}'])(
    'says that it was not done when npm says %j',
    (output) => {
      expect(verdictOf(output)).toMatchObject({ exitCode: 3, lines: [expect.stringContaining('NOT DONE')] });
    },
  );
});
