import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { messagesIn, secretMailsIn } from '../../src/services/notifications/notifications';
import { parcelsIn } from '../../src/services/shipping/parcel';
import { type Payment, paymentsIn } from '../../src/services/payments/payment';
import { type Booking, bookingsIn } from '../../src/services/stand-in/inventory';
import { type Account, Accounts } from '../../src/services/stand-in/accounts';
import { Records } from '../../src/services/stand-in/records';

/** Those of a host that stands still; its app has them open and goes on with what is left: nothing. */
export function emptyRecords(folder: string): void {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.sqlite'))) {
    const database = new DatabaseSync(join(folder, file));
    const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    for (const { name } of tables) database.exec(`DELETE FROM "${String(name)}"`);
    // Nothing of it is on disk any more, where some tests look.
    database.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
    database.close();
  }
}

/** What the stand-ins have on record: the effects that really happened. */
export class ServiceRecords {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  payments(): readonly Payment[] {
    return this.#read('payments', (records) => paymentsIn(records).all());
  }

  payment(reference: string): Payment | undefined {
    return this.#read('payments', (records) => paymentsIn(records).get(reference));
  }

  parcels() {
    return this.#read('shipping', (records) => parcelsIn(records).all());
  }

  /** What a travel service holds, has booked and has let go. */
  bookings(service: 'flights' | 'hotels' | 'cars'): readonly Booking[] {
    return this.#read(service, (records) => bookingsIn(records).all());
  }

  /** The templates of the messages that were sent. */
  messages(): readonly string[] {
    return this.notifications().map(({ template }) => template);
  }

  notifications() {
    return this.#read('notifications', (records) => messagesIn(records).all());
  }

  /** The mails with a secret link, which the customer finds in the mailbox. */
  secretMails() {
    return this.#read('notifications', (records) => secretMailsIn(records).all());
  }

  accounts(service: 'crm' | 'billing' | 'support'): readonly Account[] {
    return this.#read(service, (records) => new Accounts(records).all());
  }

  /** All that is on disk, as an attacker would read it. */
  bytes(): string {
    const files = readdirSync(this.folder).map((file) => readFileSync(join(this.folder, file), 'latin1'));
    return files.join('');
  }

  #read<Value>(service: string, read: (records: Records) => Value): Value {
    const records = new Records({ folder: this.folder, service });
    try {
      return read(records);
    } finally {
      records.close();
    }
  }
}
