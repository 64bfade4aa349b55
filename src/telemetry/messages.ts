/**
 * Everything that the app writes into its log, defined once; docs/telemetry.md has the same as a table. The id of a
 * message is its attribute `business_process.event`: queries and alerts ask for it, so it never changes.
 */
import { z } from 'zod';
import { attribute } from './contract';

const { decision, duration, errorType, interventionId, limit, outcome, service, undo } = attribute;

export interface Message {
  readonly level: 'info' | 'warn' | 'error';
  /** What a person reads; `{name}` stands for the value of an attribute. */
  readonly text: string;
  /** What is logged, and nothing else; what is marked as personal or secret is left out. */
  readonly attributes: z.ZodObject;
}

const Text = z.string();
const ofInstance = {
  [attribute.process]: Text,
  [attribute.version]: z.int().optional(),
  [attribute.instanceId]: Text,
  [attribute.businessKey]: Text.optional(),
};
const ofStep = { ...ofInstance, [attribute.step]: Text, [attribute.stepKey]: Text.optional() };

export const messages = {
  'process.started': {
    level: 'info',
    text: '{business_process.name} has begun.',
    attributes: z.object(ofInstance),
  },
  'process.ended': {
    level: 'info',
    text: '{business_process.name} has ended: {business_process.outcome}.',
    attributes: z.object({ ...ofInstance, [outcome]: Text, [duration]: z.number() }),
  },
  'process.failed': {
    level: 'error',
    text: '{business_process.name} has ended with a fault: {error.type}.',
    attributes: z.object({ ...ofInstance, [outcome]: z.literal('failed'), [errorType]: Text, [duration]: z.number() }),
  },
  'process.cancelled': {
    level: 'info',
    text: 'Somebody has asked to cancel {business_process.name}, in time.',
    attributes: z.object(ofInstance),
  },
  'step.failed': {
    level: 'warn',
    text: '{business_process.step}: attempt {business_process.step.attempt} failed: {error.type}.',
    attributes: z.object({ ...ofStep, [attribute.attempt]: z.int(), [errorType]: Text }),
  },
  'step.givenUp': {
    level: 'warn',
    text: '{business_process.step} is given up after {business_process.step.attempt} attempts: {error.type}.',
    attributes: z.object({ ...ofStep, [attribute.attempt]: z.int(), [errorType]: Text }),
  },
  'compensation.done': {
    level: 'info',
    text: 'Undone: {business_process.undo}.',
    attributes: z.object({ ...ofInstance, [undo]: Text }),
  },
  'compensation.failed': {
    level: 'error',
    text: 'Not undone: {business_process.undo}: {error.type}.',
    attributes: z.object({ ...ofInstance, [undo]: Text, [errorType]: Text }),
  },
  'approval.opened': {
    level: 'info',
    text: '{business_process.step} waits for a decision.',
    attributes: z.object(ofStep),
  },
  'approval.decided': {
    level: 'info',
    text: '{business_process.step} is decided: {business_process.decision}.',
    attributes: z.object({ ...ofStep, [decision]: Text, [duration]: z.number() }),
  },
  'approval.overdue': {
    level: 'warn',
    text: '{business_process.step} waits for a decision longer than it should.',
    attributes: z.object(ofStep),
  },
  'approval.escalated': {
    level: 'warn',
    text: '{business_process.step} still waits for a decision: others are asked besides.',
    attributes: z.object(ofStep),
  },
  'approval.expired': {
    level: 'warn',
    text: 'Nobody has decided {business_process.step} in time.',
    attributes: z.object({ ...ofStep, [duration]: z.number() }),
  },
  'sla.breached': {
    level: 'warn',
    text: '{business_process.name}: a time that was set has passed: {business_process.sla.limit} of {business_process.step}.',
    attributes: z.object({ ...ofStep, [limit]: Text }),
  },
  'intervention.opened': {
    level: 'error',
    text: '{business_process.step} keeps failing ({error.type}) and waits for an operator.',
    attributes: z.object({ ...ofStep, [interventionId]: Text, [errorType]: Text }),
  },
  'intervention.closed': {
    level: 'info',
    text: 'What an operator was asked about has ended: {business_process.outcome}.',
    attributes: z.object({ ...ofInstance, [interventionId]: Text, [outcome]: Text }),
  },
  'circuit.opened': {
    level: 'error',
    text: '{business_process.service} keeps failing and is left alone for a while.',
    attributes: z.object({ [service]: Text }),
  },
  'circuit.closed': {
    level: 'info',
    text: '{business_process.service} answers again.',
    attributes: z.object({ [service]: Text }),
  },
  'request.failed': {
    level: 'error',
    text: '{http.route} failed unexpectedly: {error.type}.',
    /** Where it happened, without the message: that may quote what somebody sent. */
    attributes: z.object({ 'http.route': Text, [errorType]: Text, 'exception.stacktrace': Text.optional() }),
  },
  'telemetry.off': {
    level: 'warn',
    text: 'Telemetry is off: {exception.message}',
    attributes: z.object({ 'exception.message': Text }),
  },
  'telemetry.lost': {
    level: 'warn',
    text: 'Telemetry was lost: {exception.message}',
    attributes: z.object({ 'exception.message': Text }),
  },
  'retention.applied': {
    level: 'info',
    text: 'Exported and purged {instances} instances.',
    attributes: z.object({ instances: z.int() }),
  },
} as const satisfies Record<string, Message>;

export type MessageId = keyof typeof messages;
export type MessageAttributes<Id extends MessageId> = z.input<(typeof messages)[Id]['attributes']>;
