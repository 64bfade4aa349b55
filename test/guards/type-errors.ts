import { join } from 'node:path';
import ts from 'typescript';
import { projectRoot } from './fixture-tree';

/** The rules that every part of this repository is compiled under. */
export function compilerOptions(): ts.CompilerOptions {
  const path = join(projectRoot, 'tsconfig.base.json');
  const config = ts.parseJsonConfigFileContent(
    ts.readConfigFile(path, (file) => ts.sys.readFile(file)).config,
    ts.sys,
    projectRoot,
  );
  return { ...config.options, incremental: false, noEmit: true };
}

/** What the compiler says of these files; `contents` are read instead of what is on the disk. */
export function typeErrors(paths: readonly string[], contents: ReadonlyMap<string, string> = new Map()): string[] {
  const options = { ...compilerOptions(), typeRoots: [join(projectRoot, 'node_modules/@types')] };
  const host = ts.createCompilerHost(options);
  host.readFile = (path) => contents.get(path) ?? ts.sys.readFile(path);
  host.fileExists = (path) => contents.has(path) || ts.sys.fileExists(path);
  const program = ts.createProgram(paths, options, host);
  return paths.flatMap((path) => {
    const file = program.getSourceFile(path);
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return found.map(({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
  });
}
