/** The stand-in for e-mail: the address decides. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { ActivityImplementation } from '../../shared/contract';
import type { CustomerId } from '../../shared/ids';
import { Collection } from '../stand-in/collection';
import type { Records } from '../stand-in/records';
import { standIn } from '../stand-in/stand-in';
import { asksFor, BOUNCING_EMAIL, clausesOf } from '../stand-in/test-values';
import { eraseMessages, sendNotification, sendSecretLink } from './contract';

const SECRET_BYTES = 32;

/** The mail as it lies in the customer's mailbox: the only place that has the secret. */
const SecretMail = sendSecretLink.input.omit({ url: true }).extend({ link: z.url() });

export function messagesIn(records: Records) {
  return new Collection(records, 'messages', sendNotification.input);
}

export function secretMailsIn(records: Records) {
  return new Collection(records, 'secretMails', SecretMail);
}

interface Mailbox {
  readonly messages: ReturnType<typeof messagesIn>;
  readonly secretMails: ReturnType<typeof secretMailsIn>;
}

export function notificationsStandIn(records: Records): readonly ActivityImplementation[] {
  const mailbox = { messages: messagesIn(records), secretMails: secretMailsIn(records) };
  return [
    standIn(records, sendNotification, {
      clauses: ({ to }) => clausesOf(to),
      effect: (message) => send(mailbox, message),
    }),
    standIn(records, sendSecretLink, {
      clauses: ({ to }) => clausesOf(to, 'link'),
      effect: (request) => sendLink(mailbox, request),
    }),
    standIn(records, eraseMessages, {
      clauses: ({ customerId }) => mailsTo(mailbox, customerId).flatMap(({ to }) => clausesOf(to, 'mail_erase')),
      effect: (request) => erase(mailbox, request),
    }),
  ];
}

function send(
  { messages }: Mailbox,
  message: z.output<typeof sendNotification.input>,
): z.input<typeof sendNotification.output> {
  if (asksFor(message.to, BOUNCING_EMAIL)) return { outcome: 'refused', reason: 'bounced' };
  const notificationId = `msg_${randomUUID()}`;
  messages.put(notificationId, message);
  return { outcome: 'sent', notificationId };
}

function sendLink(
  { secretMails }: Mailbox,
  { url, ...mail }: z.output<typeof sendSecretLink.input>,
): z.input<typeof sendSecretLink.output> {
  if (asksFor(mail.to, BOUNCING_EMAIL)) return { outcome: 'refused', reason: 'bounced' };
  const secret = testSecretIn(mail.to) ?? randomBytes(SECRET_BYTES).toString('base64url');
  secretMails.put(`msg_${randomUUID()}`, { ...mail, link: `${url}#${secret}` });
  return { outcome: 'sent', secretHash: createHash('sha256').update(secret).digest('base64url') };
}

/** `secret_<word>` in the address: a secret that is known beforehand, so that commands can be written down. */
function testSecretIn(address: string): string | undefined {
  return clausesOf(address, 'secret')[0];
}

function mailsTo({ secretMails }: Mailbox, customer: CustomerId) {
  return secretMails.all().filter(({ customerId }) => customerId === customer);
}

function erase(
  { messages, secretMails }: Mailbox,
  { customerId: customer }: z.output<typeof eraseMessages.input>,
): z.input<typeof eraseMessages.output> {
  const told = messages.entries().filter(([, { data }]) => data['customerId'] === customer);
  const proved = secretMails.entries().filter(([, { customerId }]) => customerId === customer);
  for (const [id] of told) messages.remove(id);
  for (const [id] of proved) secretMails.remove(id);
  return { outcome: 'erased', records: told.length + proved.length };
}
