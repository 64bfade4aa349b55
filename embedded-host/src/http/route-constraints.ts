/** The inline constraints of ASP.NET Core route templates: `{id:int}`, `{code:length(3,5)}`, `{name:regex(^a.*$)}`. */
type Constraint = (value: string) => boolean;

const whole = /^[+-]?\d+$/;
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const guid = /^[({]?[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}[)}]?$/i;

const simple: Readonly<Record<string, Constraint>> = {
  alpha: (value) => /^[a-z]*$/i.test(value),
  bool: (value) => /^(true|false)$/i.test(value),
  datetime: (value) => !Number.isNaN(Date.parse(value)),
  decimal: (value) => /^[+-]?(\d+\.?\d*|\.\d+)$/.test(value),
  double: (value) => decimal.test(value),
  float: (value) => decimal.test(value),
  guid: (value) => guid.test(value),
  int: (value) => whole.test(value) && between(BigInt(value), -(2n ** 31n), 2n ** 31n - 1n),
  long: (value) => whole.test(value) && between(BigInt(value), -(2n ** 63n), 2n ** 63n - 1n),
  required: (value) => value !== '',
};

const withArguments: Readonly<Record<string, (args: string) => Constraint>> = {
  length: (args) => {
    const [from, to] = numbers(args);
    return (value) => between(value.length, from, to);
  },
  max: (args) => (value) => whole.test(value) && Number(value) <= Number(args),
  maxlength: (args) => (value) => value.length <= Number(args),
  min: (args) => (value) => whole.test(value) && Number(value) >= Number(args),
  minlength: (args) => (value) => value.length >= Number(args),
  range: (args) => {
    const [from, to] = numbers(args);
    return (value) => whole.test(value) && between(Number(value), from, to);
  },
  regex: (args) => {
    const pattern = new RegExp(args, 'i');
    return (value) => pattern.test(value);
  },
};

/** Undefined for a constraint that ASP.NET Core does not know either. */
export function parseConstraint(text: string): Constraint | undefined {
  const [, name = '', args] = /^([a-z]+)(?:\((.*)\))?$/is.exec(text) ?? [];
  const key = name.toLowerCase();
  return args === undefined ? simple[key] : withArguments[key]?.(args);
}

function numbers(args: string): [number, number] {
  const [from = '', to = from] = args.split(',');
  return [Number(from), Number(to)];
}

function between<Value extends number | bigint>(value: Value, from: Value, to: Value): boolean {
  return value >= from && value <= to;
}
