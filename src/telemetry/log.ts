/**
 * The one way in which the app logs.
 *
 * L1 a message is reported once: as a record of OpenTelemetry where somebody takes records, else as text by the host.
 *    Both would be twice in Application Insights, because the host sends what it is handed as well.
 * L2 what a schema marks as personal or secret is left out, and so is whatever its message does not list.
 */
import { SeverityNumber } from '@opentelemetry/api-logs';
import type { z } from 'zod';
import { redact } from '../shared/redact';
import { attribute } from './contract';
import { type Message, type MessageAttributes, type MessageId, messages } from './messages';
import { logger } from './telemetry';

/** The log of an invocation, as the host hands it to every function. */
export type HostLog = Readonly<Record<'info' | 'warn' | 'error', (text: string) => void>>;

const severities = { info: SeverityNumber.INFO, warn: SeverityNumber.WARN, error: SeverityNumber.ERROR } as const;

export function log<Id extends MessageId>(hostLog: HostLog, id: Id, given: MessageAttributes<Id>): void {
  const { level, text, attributes: schema }: Message = messages[id];
  const listed = listedIn(schema, given);
  const body = filledIn(text, listed);
  const attributes = { [attribute.event]: id, ...listed };
  const severityNumber = severities[level];
  const records = logger();
  if (records.enabled({ severityNumber })) {
    records.emit({ eventName: id, severityNumber, severityText: level.toUpperCase(), body, attributes });
  } else {
    hostLog[level](`${body} ${JSON.stringify(attributes)}`);
  }
}

type Values = Readonly<Record<string, string | number | boolean>>;

function listedIn(schema: z.ZodObject, given: object): Values {
  // An exporter writes the word `undefined` for what has no value.
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  // A message lists text, numbers and truth values, and `redact` gives what is listed or a text in its place.
  return redact(schema, known) as Values;
}

function filledIn(text: string, values: Values): string {
  return text.replace(/\{([\w.]+)\}/g, (_, name: string) => String(values[name] ?? 'unknown'));
}
