/**
 * Test values: what an input says to the stand-ins. docs/test-values.md explains them to users.
 *
 * A card token is `tok_` and clauses joined by `+`, an identity number `ID-` and such clauses; a postal code, a branch,
 * an e-mail address before its `@`, a SKU and an offer are clauses as well, where case does not matter and `-` is `_`.
 * A clause without an operation speaks to the first operation of the service that reads the value (`tok_flaky_2`:
 * authorise), one with it to that operation (`tok_capture_flaky_2`). What is not a known clause means that all goes well.
 */

/** Test SKUs: list price, and the shelf as the stock entity finds it on its first use. */
export const catalogue: ReadonlyMap<string, CatalogueItem> = new Map([
  ['MUG-RED', { unitCents: 1_290, warehouse: 'north', onHand: 10_000 }],
  ['MUG-BLUE', { unitCents: 1_290, warehouse: 'north', onHand: 10_000 }],
  ['SHIRT-M', { unitCents: 2_450, warehouse: 'south', onHand: 10_000 }],
  ['LAMP-DESK', { unitCents: 7_900, warehouse: 'south', onHand: 500 }],
  ['PIANO-GRAND', { unitCents: 1_250_000, warehouse: 'north', onHand: 100 }],
  ['RARE-1', { unitCents: 9_900, warehouse: 'north', onHand: 1 }],
  ['GONE-1', { unitCents: 1_990, warehouse: 'north', onHand: 0 }],
  ['FLAKY-2', { unitCents: 1_000, warehouse: 'north', onHand: 10_000 }],
  ['SLOW-200MS', { unitCents: 1_000, warehouse: 'north', onHand: 10_000 }],
  ['LOST-ANSWER-1', { unitCents: 1_000, warehouse: 'north', onHand: 10_000 }],
  ['OUTAGE', { unitCents: 1_000, warehouse: 'north', onHand: 10_000 }],
]);

export interface CatalogueItem {
  readonly unitCents: number;
  readonly warehouse: string;
  readonly onHand: number;
}

/** Card tokens with an answer of their own. */
export const cards = {
  good: 'tok_visa',
  declined: 'tok_declined',
  insufficientFunds: 'tok_insufficient_funds',
  captureDeclined: 'tok_capture_declined',
  shortHold: 'tok_short_hold',
  suspicious: 'tok_suspicious',
  fraud: 'tok_fraud',
} as const;

/** Identity numbers with an answer of their own. */
export const identities = {
  good: 'ID-1001',
  unclear: 'ID-UNCLEAR',
  forged: 'ID-FORGED',
  possibleMatch: 'ID-SCREEN-POSSIBLE-MATCH',
  sanctioned: 'ID-SCREEN-MATCH',
  fairCredit: 'ID-RATE-FAIR',
  poorCredit: 'ID-RATE-POOR',
  noCreditRecord: 'ID-RATE-UNKNOWN',
  alreadyCustomer: 'ID-REGISTER-DUPLICATE',
} as const;

/** Branches with an answer of their own. */
export const branches = {
  good: 'BERLIN-MITTE',
  closed: 'CLOSED-BRANCH',
  notActivated: 'ACTIVATE-REFUSED',
} as const;

/** Accounts that the bank has from the beginning, with what lies on them, in cents. */
export const fundedAccounts: ReadonlyMap<string, number> = new Map([
  ['ACC-ADA', 5_000_000],
  ['ACC-BOB', 5_000_000],
  ['ACC-THIN', 5_000],
  ['ACC-EMPTY', 0],
]);

/** A country that neither parcels nor cards are sent to: Antarctica. */
export const COUNTRY_NOT_SERVED = 'AQ';

/** What one costs at first, for every offer of a travel service. */
export const listPrices = { flights: 12_000, hotels: 9_000, cars: 4_000 } as const;

/** Offers with an answer of their own, of any travel service; every other one is there in plenty. */
export const offers = {
  soldOut: 'SOLD-OUT',
  lastOne: 'LAST-ONE',
  rising: 'RISING',
  shortHold: 'SHORT-HOLD',
  confirmRefused: 'CONFIRM-REFUSED',
} as const;

/** How many there are of an offer. */
export function capacityOf(offer: string): number {
  if (asksFor(offer, offers.soldOut)) return 0;
  return asksFor(offer, offers.lastOne) ? 1 : 10_000;
}

/** An address that no message reaches. */
export const BOUNCING_EMAIL = 'bounce@example.com';

/** The clauses of a test value that speak to an operation, without its name; without `operation`, all as they are. */
export function clausesOf(testValue: string, operation?: string): readonly string[] {
  const [value = ''] = testValue.toLowerCase().replaceAll('-', '_').split('@');
  const clauses = value.replace(/^(tok|id)_/, '').split('+');
  if (operation === undefined) return clauses;
  const prefix = `${operation}_`;
  return clauses.filter((clause) => clause.startsWith(prefix)).map((clause) => clause.slice(prefix.length));
}

/** Whether a test value has the clauses of a known one, perhaps among others: `tok_suspicious+capture_flaky_2`. */
export function asksFor(testValue: string, known: string): boolean {
  const asked = clausesOf(testValue);
  return clausesOf(known).every((clause) => asked.includes(clause));
}

/** What goes wrong on the way, for any operation. */
export interface Trouble {
  /** `flaky_<n>`: so many requests fail before the first works; `outage`: all. The effect does not happen. */
  readonly faults: number;
  /** `lost_answer_<n>`: the effect happens, and so many answers do not arrive. */
  readonly lostAnswers: number;
  /** `slow_<n>ms`: how long every request takes. */
  readonly delayMs: number;
}

export function troubleIn(clauses: readonly string[]): Trouble {
  return {
    faults: clauses.includes('outage') ? Infinity : numberIn(clauses, /^flaky_(\d{1,6})$/),
    lostAnswers: numberIn(clauses, /^lost_answer_(\d{1,6})$/),
    delayMs: numberIn(clauses, /^slow_(\d{1,6})ms$/),
  };
}

function numberIn(clauses: readonly string[], pattern: RegExp): number {
  const found = clauses.map((clause) => pattern.exec(clause)?.[1]).find((digits) => digits !== undefined);
  return Number(found ?? 0);
}
