/** Writes the workbooks as the portal reads them, from their definitions and the queries. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { workbooks } from './workbooks/all.mts';
import { notebookOf } from './workbooks/notebook.mts';

const usage = `Usage: npm run workbooks -- [--check]

Writes infra/workbooks/<name>.json from scripts/workbooks and infra/kql.

  --check   change nothing: fail when a file is not as it would be written
  --help    show this text`;

const folder = resolve(import.meta.dirname, '../infra/workbooks');

const files = () =>
  workbooks.map((workbook) => ({
    path: join(folder, `${workbook.name}.json`),
    text: `${JSON.stringify(notebookOf(workbook), null, 2)}\n`,
  }));

function check(): void {
  const changed = files().filter(({ path, text }) => readFileSync(path, 'utf8') !== text);
  if (changed.length > 0)
    throw new Error(`Run npm run workbooks: these files change.\n${changed.map(({ path }) => path).join('\n')}`);
}

const { values } = parseArgs({
  options: { check: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});
if (values.help) console.log(usage);
else if (values.check) check();
else for (const { path, text } of files()) writeFileSync(path, text);
