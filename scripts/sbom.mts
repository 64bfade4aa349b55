/**
 * Writes the bill of materials of what is deployed, as CycloneDX: every package of the zip, with version, license and
 * hash. Made from the lock, so that it needs neither a registry nor an installation.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { npmAboutDeployed, stageManifests } from './package/manifests.mts';

const root = resolve(import.meta.dirname, '..');

const usage = `Usage: npm run sbom -- [--out <file>]

  --out <file>  where to write it (default: artifacts/sbom.cdx.json)
  --help        show this text`;

const Sbom = z.looseObject({ components: z.array(z.unknown()).min(1) });

/** npm names the application after its folder, which therefore has to have the right name. */
function sbom(out: string): void {
  const parent = mkdtempSync(join(tmpdir(), 'sbom-'));
  const staging = join(parent, 'execution-orchestrator');
  try {
    mkdirSync(staging);
    stageManifests(root, staging);
    const text = npmAboutDeployed(staging, ['sbom', '--sbom-format=cyclonedx', '--sbom-type=application']);
    const { components } = Sbom.parse(JSON.parse(text));
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(out, text);
    console.log(`${relative(process.cwd(), out)}: ${components.length} packages`);
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: join(root, 'artifacts/sbom.cdx.json') },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) console.log(usage);
else sbom(resolve(values.out));
