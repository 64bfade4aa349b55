/**
 * Every way in which the host refuses to start or to serve: code, what happened, what to do about it.
 * `{name}` places are filled from the details; the two halves make one sentence.
 */
const table = {
  'app.folderMissing': {
    message: 'The folder {folder} does not exist',
    remedy: 'pass the folder of a function app: embedded-host start <folder>',
  },
  'app.hostJsonMissing': {
    message: 'There is no host.json in {folder}',
    remedy: 'pass the root folder of a function app, the one that holds host.json',
  },
  'app.fileUnreadable': { message: '{file} cannot be read: {problem}', remedy: 'check the file and its permissions' },
  'app.fileBroken': {
    message: '{file} is not valid JSON: {problem} at line {line}, column {column}',
    remedy: 'correct the file',
  },
  'app.settingInvalid': { message: '{file}: {path}: {problem}', remedy: 'correct this setting' },
  'app.settingUnresolved': {
    message: '{file}: {path} refers to %{setting}%, which is not set',
    remedy: 'set {setting} in the environment or in local.settings.json',
  },
  'app.corsAnyWithCredentials': {
    message: 'local.settings.json: Host.CORS cannot be * while Host.CORSCredentials is true',
    remedy: 'list the origins that may call the app',
  },
  'app.entryPointMissing': {
    message: 'No file matches "main" of package.json ({main}) in {folder}',
    remedy: 'build the app first or correct "main"',
  },
  'app.entryPointFailed': {
    message: 'The entry point {file} could not be loaded: {problem}',
    remedy: 'correct the app or its settings',
  },
  'app.hookFailed': { message: 'A hook "{hook}" of the app failed: {problem}', remedy: 'correct the hook' },
  'app.registrationInvalid': {
    message: 'Function {name} cannot be registered: {problem}',
    remedy: 'register it with app.* of @azure/functions 4.x',
  },
  'app.functionDuplicate': {
    message: 'A function named {name} has already been registered',
    remedy: 'give each function its own name',
  },
  'app.functionNameCase': {
    message: 'The function names {name} and {other} differ only in case',
    remedy: 'give each function its own name: names ignore case',
  },
  'app.registrationClosed': {
    message: 'Function {name} was registered after the app had started',
    remedy: 'register functions while the entry point loads',
  },
  'app.hookUnknown': { message: 'There is no hook named {hook}', remedy: 'use one of {known}' },
  'app.scheduleInvalid': {
    message: 'The schedule {schedule} of function {name} cannot be used: {problem}',
    remedy: 'use six fields: second minute hour day month weekday',
  },
  'host.portInUse': {
    message: 'Port {port} on {host} is already in use',
    remedy: 'stop the process that uses it or choose another port with --port',
  },
  'host.inspectorUnavailable': {
    message: 'The debugger cannot listen on port {port}: {problem}',
    remedy: 'choose another port with --inspect=<port>',
  },
  'host.addressUnavailable': {
    message: 'Cannot listen on {host}, port {port}: {problem}',
    remedy: 'choose another address with --host and --port',
  },
} as const;

export type HostErrorCode = keyof typeof table;

export type HostErrorDetails = Readonly<Record<string, string | number>>;

/** A refusal with a sentence for the user. `cause` keeps the original error for `--verbose`. */
export class HostError extends Error {
  readonly code: HostErrorCode;

  constructor(code: HostErrorCode, details: HostErrorDetails, cause?: unknown) {
    const { message, remedy } = table[code];
    super(fill(`${message}; ${remedy}.`, details), cause === undefined ? undefined : { cause });
    this.name = 'HostError';
    this.code = code;
  }
}

function fill(template: string, details: HostErrorDetails): string {
  return template.replaceAll(/\{(\w+)\}/g, (place, name: string) => String(details[name] ?? place));
}

/** First line of what was thrown, for a sentence. */
export function problemOf(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message || thrown.name : String(thrown);
  return message.split('\n', 1)[0]?.replace(/[.;]+$/, '') ?? '';
}
