/** Draws the trace of one purchase, as the host makes it; the time of the host is virtual, so the picture is the same each time. */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { tracedPurchase } from './trace-picture/traced-purchase.mts';
import { waterfall } from './trace-picture/waterfall.mts';

const root = resolve(import.meta.dirname, '..');
const picture = 'docs/telemetry-purchase.svg';

const usage = `Usage: npm run --silent trace-picture -- [--write]

  --write  writes ${picture}; without it, the picture goes to the output
  --help   show this text`;

const { values } = parseArgs({
  options: { write: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});
if (values.help) {
  console.log(usage);
} else {
  const drawn = waterfall(await tracedPurchase(root));
  if (values.write) writeFileSync(resolve(root, picture), drawn);
  else process.stdout.write(drawn);
}
