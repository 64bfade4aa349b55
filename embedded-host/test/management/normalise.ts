/** Makes a recorded and a replayed answer comparable: what varies from run to run becomes a mark of its kind. */
const guid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;

export function normalise(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => normalise(item));
  if (typeof value === 'string') return normaliseText(value, key);
  if (typeof value !== 'object' || value === null) return value;
  const fields: Record<string, unknown> = { ...value };
  if (fields['EventType'] === 'EventSent') fields['Input'] = entityMessage(fields['Input'], ['op', 'signal', 'input']);
  const isAnswer = fields['EventType'] === 'EventRaised' && guid.test(String(fields['Name']));
  guid.lastIndex = 0;
  if (isAnswer) fields['Input'] = entityMessage(fields['Input'], ['result']);
  if ('statusCode' in fields) fields['headers'] = withoutServerHeaders(fields['headers']);
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, normalise(field, name)]));
}

/** In the result of `callHttp`: without what the answering web server adds, and without its way to write names. */
function withoutServerHeaders(headers: unknown): unknown {
  const added = /^(date|server|transfer-encoding|connection|keep-alive|content-length)$/i;
  const own = Object.entries(headers ?? {}).filter(([name]) => !added.test(name));
  return Object.fromEntries(own.map(([name, value]: [string, unknown]) => [name.toLowerCase(), value]));
}

/** The members of a message to or from an entity that mean something; the others are the backend's own bookkeeping. */
function entityMessage(input: unknown, members: readonly string[]): unknown {
  const message: unknown = JSON.parse(String(input));
  const values = new Map<string, unknown>(Object.entries(message ?? {}));
  return members.map((member): [string, unknown] => [member, values.get(member)]);
}

function normaliseText(text: string, key: string): string {
  if (key === 'StackTrace' || key === 'Details') return `<${key}>`;
  return text
    .replaceAll(/(known \w+ functions: )('.*')\./g, (_, before: string, names: string) => before + sorted(names))
    .replaceAll(/ \n (?:.|\n)*$/g, ' <details>')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+/g, '<moment>')
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/g, '<second>')
    .replaceAll(guid, '<guid>');
}

/** The real host names them in no particular order. */
function sorted(names: string): string {
  return names.split(', ').sort().join(', ');
}
