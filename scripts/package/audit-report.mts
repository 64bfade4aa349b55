/** What `npm audit --json` says, as lines and an exit code. */
import { z } from 'zod';

const Severity = z.enum(['info', 'low', 'moderate', 'high', 'critical']);
const Report = z.object({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(z.string(), z.object({ severity: Severity, range: z.string() })),
});
/** What npm says instead when it could not ask. */
const Failure = z.object({ message: z.string() });

interface Verdict {
  readonly exitCode: 0 | 1 | 3;
  readonly lines: readonly string[];
}

const severe: readonly z.infer<typeof Severity>[] = ['high', 'critical'];

export function verdictOf(output: string): Verdict {
  const told = jsonOf(output);
  const report = Report.safeParse(told);
  if (!report.success) {
    const reason = Failure.safeParse(told).data?.message ?? 'npm gave no report';
    return { exitCode: 3, lines: [`audit: NOT DONE, the registry does not answer: ${reason}`] };
  }
  const found = Object.entries(report.data.vulnerabilities);
  const lines = found.map(([name, { severity, range }]) => `${severity}: ${name} ${range}`);
  const grave = found.filter(([, { severity }]) => severe.includes(severity)).length;
  return {
    exitCode: grave === 0 ? 0 : 1,
    lines: [...lines, `audit: ${found.length} known vulnerabilities, ${grave} of them high or critical`],
  };
}

function jsonOf(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}
