import { relative } from 'node:path';
import { z } from 'zod';
import { plantTree, projectRoot, runTool } from './fixture-tree';

const Report = z.array(
  z.object({
    filePath: z.string(),
    messages: z.array(z.object({ ruleId: z.string().nullable(), message: z.string() })),
  }),
);

const tsconfig = JSON.stringify({ extends: `${projectRoot}/tsconfig.base.json`, include: ['.'] });

/** Lints files with this repository's rules, as if they stood at these paths of it; findings by path. */
export async function lintTree(
  files: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  await using tree = await plantTree({ 'tsconfig.json': tsconfig, ...files });
  const config = ['--config', `${projectRoot}/eslint.config.mjs`, '--format', 'json'];
  const report = Report.parse(JSON.parse(await runTool('eslint/bin/eslint.js', [...config, '.'], tree)));
  return new Map(
    report.map(({ filePath, messages }) => [
      relative(tree.root, filePath),
      messages.map(({ ruleId, message }) => `${ruleId ?? 'parser'}: ${message}`),
    ]),
  );
}
