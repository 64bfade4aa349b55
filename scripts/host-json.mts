/** Shows the host.json of a durable backend, as `npm run package -- --backend` puts it into the zip. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { backends, hostJson } from './package/host-json.mts';

const root = resolve(import.meta.dirname, '..');

const usage = `Usage: npm run --silent host-json -- [--backend <name>]

  --backend <name>  ${backends(root).join(', ')}; without it, the host.json of the root
  --help            show this text`;

const { values } = parseArgs({
  options: { backend: { type: 'string' }, help: { type: 'boolean', default: false } },
});
if (values.help) console.log(usage);
else console.log(JSON.stringify(hostJson(root, values.backend), null, 2));
