/** Checks queries with Kusto's own parser and binder, and runs them on recorded telemetry. */
import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runQuery } from './kql/evaluate/query.mts';
import { dottedNamesIn } from './kql/dotted-names.mts';
import { analyse } from './kql/language.mts';
import { filledIn, queryFolder, queryPaths, readQuery } from './kql/query-file.mts';
import { readRecorded, recordedFile } from './kql/recorded.mts';

const usage = `Usage: npm run --silent kql -- [<query>] [--folder <folder>] [--recorded <file>]
                                 [--process <name>] [--instance <id>] [--grain <d.hh:mm:ss>]

Without a query: checks all of them, prints what is found and exits with 1 when that is anything.
With one, for example process-overview/outcomes.kql: runs it on recorded telemetry and prints the rows as JSON.

  --folder <folder>   where the queries are (default: infra/kql)
  --recorded <file>   default: ${relative(process.cwd(), recordedFile)}
  --json              check: print a report of each query as JSON
  --help              show this text`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: 'string', default: queryFolder },
    recorded: { type: 'string', default: recordedFile },
    process: { type: 'string', default: '*' },
    instance: { type: 'string', default: '' },
    grain: { type: 'string', default: '00:05:00' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

function check(folder: string): void {
  const reports = queryPaths(folder).map((path) => {
    const { tree, diagnostics, columns } = analyse(readQuery(path, folder));
    return { path, diagnostics, columns, names: dottedNamesIn(tree) };
  });
  const found = reports.flatMap(({ path, diagnostics }) =>
    diagnostics.map(({ line, code, message }) => `${path}:${line}: ${code} ${message}`),
  );
  console.log(
    values.json
      ? JSON.stringify(reports)
      : [...found, `${reports.length} queries, ${found.length} findings`].join('\n'),
  );
  if (found.length > 0) process.exitCode = 1;
}

function run(path: string): void {
  const { process, instance, grain, folder, recorded } = values;
  const query = filledIn(readQuery(path, folder), { Process: process, Instance: instance, Grain: grain });
  console.log(JSON.stringify(runQuery(query, readRecorded(resolve(recorded))), null, 2));
}

const [query] = positionals;
if (values.help) console.log(usage);
else if (query === undefined) check(resolve(values.folder));
else run(query);
