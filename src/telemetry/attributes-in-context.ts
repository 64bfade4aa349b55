import { type Attributes, type Context, createContextKey } from '@opentelemetry/api';

const key = createContextKey('what a step is about');

/** For spans that others make below. */
export function withAttributes(context: Context, attributes: Attributes): Context {
  return context.setValue(key, attributes);
}

export function attributesIn(context: Context): Attributes {
  // Only `withAttributes` has the key.
  return (context.getValue(key) as Attributes | undefined) ?? {};
}
