/** The stand-in for the back office's files: the document number decides what goes wrong. */
import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { ActivityImplementation } from '../../shared/contract';
import { AppError } from '../../shared/errors';
import type { Records } from '../stand-in/records';
import { standIn } from '../stand-in/stand-in';
import { clausesOf } from '../stand-in/test-values';
import { verdictOn } from './checks';
import { approveFile, depositBatch, fetchCase, openFile, validateFile, withdrawFile } from './contract';
import { type Cabinet, cabinetIn, type CaseFile, documentKey, liveFile } from './files';

export function caseworkStandIn(records: Records): readonly ActivityImplementation[] {
  const cabinet = cabinetIn(records);
  const referenceOf = ({ file }: Pick<CaseFile, 'file'>) => cabinet.files.get(file)?.document?.reference ?? '';
  return [
    standIn(records, openFile, {
      clauses: ({ reference }) => clausesOf(reference, 'open'),
      effect: (request) => open(cabinet, request),
    }),
    standIn(records, validateFile, {
      clauses: ({ reference, check }) => clausesOf(reference, check.kind),
      effect: (request) => verdictOn(cabinet, request),
    }),
    standIn(records, approveFile, {
      clauses: (request) => clausesOf(referenceOf(request), 'approve'),
      effect: (request) => approve(cabinet, request),
    }),
    standIn(records, withdrawFile, {
      clauses: (request) => clausesOf(referenceOf(request), 'withdraw'),
      effect: (request) => withdraw(cabinet, request),
    }),
    standIn(records, depositBatch, {
      clauses: ({ cases }) => clausesOf(cases[0]?.reference ?? '', 'deposit'),
      effect: (request) => deposit(cabinet, request),
    }),
    standIn(records, fetchCase, {
      clauses: (request) => clausesOf(cabinet.delivered.get(deliveryKey(request))?.reference ?? '', 'fetch'),
      effect: (request) => fetch(cabinet, request),
    }),
  ];
}

type Request<C extends { readonly input: z.ZodType }> = z.output<C['input']>;
type Answer<C extends { readonly output: z.ZodType }> = z.input<C['output']>;

function open(cabinet: Cabinet, request: Request<typeof openFile>): Answer<typeof openFile> {
  const { file, ...document } = request;
  const known = cabinet.files.get(file);
  if (known?.state === 'withdrawn') return { outcome: 'refused', reason: 'withdrawn' };
  const holder = cabinet.caseIds.get(document.caseId);
  const inUse = liveFile(cabinet, holder === undefined ? [] : [holder]);
  if (inUse !== undefined && inUse.file !== file) return { outcome: 'refused', reason: 'caseIdInUse' };
  if (known === undefined) register(cabinet, { file, state: 'open', document });
  return { outcome: 'opened' };
}

function register(cabinet: Cabinet, opened: CaseFile & { readonly document: NonNullable<CaseFile['document']> }): void {
  const { file, document } = opened;
  const key = documentKey(document);
  cabinet.files.put(file, opened);
  cabinet.caseIds.put(document.caseId, file);
  cabinet.documents.put(key, [...(cabinet.documents.get(key) ?? []), file]);
}

function approve({ files }: Cabinet, { file }: Request<typeof approveFile>): Answer<typeof approveFile> {
  const known = files.get(file);
  if (known === undefined || known.state === 'withdrawn') return { outcome: 'refused', reason: 'notOpen' };
  const recordId = known.recordId ?? `record_${randomUUID()}`;
  files.put(file, { ...known, state: 'approved', recordId });
  return { outcome: 'approved', recordId };
}

function withdraw({ files }: Cabinet, { file }: Request<typeof withdrawFile>): Answer<typeof withdrawFile> {
  const known = files.get(file);
  if (known?.state === 'approved') return { outcome: 'alreadyApproved' };
  files.put(file, { ...known, file, state: 'withdrawn' });
  return { outcome: 'withdrawn' };
}

function deposit({ delivered }: Cabinet, request: Request<typeof depositBatch>): Answer<typeof depositBatch> {
  const { batch, cases } = request;
  for (const [index, order] of cases.entries()) delivered.put(deliveryKey({ batch, index }), order);
  return { outcome: 'deposited', total: cases.length };
}

function fetch({ delivered }: Cabinet, request: Request<typeof fetchCase>): Answer<typeof fetchCase> {
  const order = delivered.get(deliveryKey(request));
  if (order === undefined) throw new AppError('service.invalidAnswer', { detail: 'The batch has no such case.' });
  return { outcome: 'found', order };
}

function deliveryKey({ batch, index }: Request<typeof fetchCase>): string {
  return `${batch}/${index}`;
}
