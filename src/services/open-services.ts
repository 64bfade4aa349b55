import type { ActivityContract, ActivityImplementation } from '../shared/contract';
import { activateBankAccount, closeBankAccount, openBankAccount } from './accounts/contract';
import { accountsStandIn } from './accounts/accounts';
import { cancelCard, issueCard } from './cards/contract';
import { cardsStandIn } from './cards/cards';
import { cars } from './cars/contract';
import { carsStandIn } from './cars/cars';
import { flights } from './flights/contract';
import { flightsStandIn } from './flights/flights';
import { approveFile, depositBatch, fetchCase, openFile, validateFile, withdrawFile } from './casework/contract';
import { caseworkStandIn } from './casework/casework';
import { scoreOrder } from './fraud/contract';
import { fraudStandIn } from './fraud/fraud';
import { hotels } from './hotels/contract';
import { hotelsStandIn } from './hotels/hotels';
import { blockAccounts, closeAccount, eraseAccounts, openAccount, unblockAccounts } from './billing/contract';
import { billingStandIn } from './billing/billing';
import { rateCredit } from './credit/contract';
import { creditStandIn } from './credit/credit';
import { activateContact, createContact, eraseContacts, removeContact } from './crm/contract';
import { crmStandIn } from './crm/crm';
import { registerCustomer, removeCustomer } from './customers/contract';
import { customersStandIn } from './customers/customers';
import { verifyIdentity } from './identity/contract';
import { identityStandIn } from './identity/identity';
import { eraseMessages, sendNotification, sendSecretLink } from './notifications/contract';
import { notificationsStandIn } from './notifications/notifications';
import { authorizePayment, capturePayment, refundPayment, voidPayment } from './payments/contract';
import { paymentsStandIn } from './payments/payments';
import { priceOrder } from './pricing/contract';
import { pricingStandIn } from './pricing/pricing';
import { remoteActivity } from './remote/remote-activity';
import { screenPerson } from './sanctions/contract';
import { sanctionsStandIn } from './sanctions/sanctions';
import { cancelParcel, createParcel } from './shipping/contract';
import { shippingStandIn } from './shipping/shipping';
import { Records } from './stand-in/records';
import { createUser, eraseUsers, removeUser } from './support/contract';
import { supportStandIn } from './support/support';

interface ServiceEntry {
  readonly contracts: readonly ActivityContract[];
  readonly standIn: (records: Records) => readonly ActivityImplementation[];
}

const catalogue = {
  pricing: { contracts: [priceOrder], standIn: pricingStandIn },
  fraud: { contracts: [scoreOrder], standIn: fraudStandIn },
  payments: {
    contracts: [authorizePayment, capturePayment, voidPayment, refundPayment],
    standIn: paymentsStandIn,
  },
  shipping: { contracts: [createParcel, cancelParcel], standIn: shippingStandIn },
  flights: { contracts: Object.values(flights), standIn: flightsStandIn },
  hotels: { contracts: Object.values(hotels), standIn: hotelsStandIn },
  cars: { contracts: Object.values(cars), standIn: carsStandIn },
  notifications: { contracts: [sendNotification, sendSecretLink, eraseMessages], standIn: notificationsStandIn },
  crm: { contracts: [createContact, activateContact, removeContact, eraseContacts], standIn: crmStandIn },
  billing: {
    contracts: [openAccount, closeAccount, blockAccounts, unblockAccounts, eraseAccounts],
    standIn: billingStandIn,
  },
  identity: { contracts: [verifyIdentity], standIn: identityStandIn },
  sanctions: { contracts: [screenPerson], standIn: sanctionsStandIn },
  credit: { contracts: [rateCredit], standIn: creditStandIn },
  customers: { contracts: [registerCustomer, removeCustomer], standIn: customersStandIn },
  accounts: {
    contracts: [openBankAccount, activateBankAccount, closeBankAccount],
    standIn: accountsStandIn,
  },
  cards: { contracts: [issueCard, cancelCard], standIn: cardsStandIn },
  support: { contracts: [createUser, removeUser, eraseUsers], standIn: supportStandIn },
  casework: {
    contracts: [openFile, validateFile, approveFile, withdrawFile, depositBatch, fetchCase],
    standIn: caseworkStandIn,
  },
} as const satisfies Record<string, ServiceEntry>;

export type ServiceName = keyof typeof catalogue;

// True because the keys of a literal are exactly its type's.
export const serviceNames = Object.keys(catalogue) as readonly ServiceName[];

export interface ServicesSettings {
  /** Where the stand-ins keep their records. */
  readonly dataFolder: string;
  /** The services that are real; every other one is a stand-in. */
  readonly urls: Readonly<Partial<Record<ServiceName, string | undefined>>>;
}

export interface Services {
  readonly activities: readonly ActivityImplementation[];
  /** Closes the records of the stand-ins. */
  close(): void;
}

/** Every activity of every service, each behind its contract, from a real service or its stand-in. */
export function openServices({ dataFolder, urls }: ServicesSettings): Services {
  const opened: Records[] = [];
  const activities = serviceNames.flatMap((service) => {
    const { contracts, standIn }: ServiceEntry = catalogue[service];
    const url = urls[service];
    if (url !== undefined) return contracts.map((contract) => remoteActivity(contract, url));
    const records = new Records({ folder: dataFolder, service });
    opened.push(records);
    return standIn(records);
  });
  return { activities, close: () => opened.forEach((records) => records.close()) };
}
