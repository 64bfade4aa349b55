/** The stand-in for e-mail: the address decides. */
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { ActivityImplementation } from '../../shared/contract';
import { Collection } from '../stand-in/collection';
import type { Records } from '../stand-in/records';
import { standIn } from '../stand-in/stand-in';
import { asksFor, BOUNCING_EMAIL, clausesOf } from '../stand-in/test-values';
import { sendNotification } from './contract';

export function messagesIn(records: Records) {
  return new Collection(records, 'messages', sendNotification.input);
}

export function notificationsStandIn(records: Records): readonly ActivityImplementation[] {
  const messages = messagesIn(records);
  return [
    standIn(records, sendNotification, {
      clauses: ({ to }) => clausesOf(to),
      effect: (message) => send(messages, message),
    }),
  ];
}

function send(
  messages: ReturnType<typeof messagesIn>,
  message: z.output<typeof sendNotification.input>,
): z.input<typeof sendNotification.output> {
  if (asksFor(message.to, BOUNCING_EMAIL)) return { outcome: 'refused', reason: 'bounced' };
  const notificationId = `msg_${randomUUID()}`;
  messages.put(notificationId, message);
  return { outcome: 'sent', notificationId };
}
