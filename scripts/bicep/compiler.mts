/**
 * The Bicep compiler, by version and checksum, from NuGet's public API; kept outside of the project, so that `npm ci`
 * does not remove it. Another one is taken from the variable BICEP, for systems that the package does not run on.
 */
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';

const version = '0.49.2';
const name = 'azure.bicep.commandline.linux-x64';
const source = `https://api.nuget.org/v3-flatcontainer/${name}/${version}/${name}.${version}.nupkg`;
const sha512 =
  '9019d7d221bdc1dfcf59d093c057d4be6e897a69fee4beec63b6fb1d08b993e2' +
  'cbc1d166adbc38cb94532c5c5ec0214c741a944e188e20b31aeec8339253c401';

const downloadMs = 120_000;

/** There is none, and none can be had: for example without a network. */
export class CompilerMissing extends Error {}

/** The path of the compiler, which is downloaded when it is not there yet. */
export async function bicepCompiler(): Promise<string> {
  const given = process.env['BICEP'] ?? '';
  if (given !== '') return given;
  const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'execution-orchestrator');
  const path = join(folder, `bicep-${version}`);
  if (existsSync(path)) return path;
  const binary = binaryOf(await downloaded());
  mkdirSync(folder, { recursive: true });
  // Under another name until it is whole: whoever runs beside us finds all of it, or nothing.
  const part = `${path}.${process.pid}`;
  writeFileSync(part, binary);
  chmodSync(part, 0o755);
  renameSync(part, path);
  return path;
}

async function downloaded(): Promise<Uint8Array> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new CompilerMissing(`There is no pinned compiler for ${process.platform}-${process.arch}: set BICEP.`);
  }
  try {
    const response = await fetch(source, { signal: AbortSignal.timeout(downloadMs) });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    throw new CompilerMissing(`${source} could not be downloaded.`, { cause: error });
  }
}

function binaryOf(archive: Uint8Array): Uint8Array {
  const found = createHash('sha512').update(archive).digest('hex');
  if (found !== sha512) throw new Error(`${source} is not what was pinned: its SHA-512 is ${found}.`);
  const { 'tools/bicep': binary } = unzipSync(archive, { filter: (file) => file.name === 'tools/bicep' });
  if (binary === undefined) throw new Error(`${source} holds no tools/bicep.`);
  return binary;
}
