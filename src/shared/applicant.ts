import { z } from 'zod';
import { personal } from './personal-data';
import { Address, Country } from './address';
import { IdentityNumber } from './ids';

/** Who asks for an account. Personal: it goes to the services that need it, never into a log or a status. */
export const Applicant = z.object({
  fullName: personal(z.string().min(1).max(200)),
  dateOfBirth: personal(z.iso.date('expected a date, for example 1990-12-31')),
  nationality: personal(Country),
  identityNumber: personal(IdentityNumber),
  email: personal(z.email().max(254)),
  address: Address,
});
export type Applicant = z.infer<typeof Applicant>;

export const DocumentKind = z.enum(['identityDocument', 'proofOfAddress', 'proofOfIncome']);
export type DocumentKind = z.infer<typeof DocumentKind>;

/** A document that lies in the document store; only its reference travels. */
export const ProvidedDocument = z.object({ kind: DocumentKind, reference: personal(z.string().min(1).max(200)) });
export type ProvidedDocument = z.infer<typeof ProvidedDocument>;
