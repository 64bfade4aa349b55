/** The rules of the stand-in: facts and document number decide. */
import type { z } from 'zod';
import type { CaseCheck } from '../../shared/case-file';
import { clausesOf } from '../stand-in/test-values';
import type { validateFile } from './contract';
import { type Cabinet, documentKey, liveFile } from './files';

type Request = z.output<typeof validateFile.input>;
type Verdict = z.input<typeof validateFile.output>;
type CheckOf<Kind extends CaseCheck['kind']> = Extract<CaseCheck, { kind: Kind }>;

const passed: Verdict = { outcome: 'passed' };

export function verdictOn(cabinet: Cabinet, request: Request): Verdict {
  const { check } = request;
  switch (check.kind) {
    case 'completeness':
      return completeness(request, check);
    case 'duplicates':
      return duplicates(cabinet, request);
    case 'policy':
      return policy(request, check);
    case 'fraud':
      return fraud(request, check);
    case 'limits':
      return limits(request, check);
  }
}

function completeness({ facts }: Request, { required }: CheckOf<'completeness'>): Verdict {
  const missing = required.filter((fact) => facts[fact] === undefined);
  return missing.length === 0 ? passed : { outcome: 'informationNeeded', facts: missing };
}

function duplicates(cabinet: Cabinet, request: Request): Verdict {
  const first = liveFile(cabinet, cabinet.documents.get(documentKey(request)) ?? []);
  return first === undefined || first.file === request.file ? passed : { outcome: 'failed', reason: 'duplicate' };
}

function policy({ facts }: Request, { fact, allowed }: CheckOf<'policy'>): Verdict {
  const value = facts[fact];
  if (value === undefined) return { outcome: 'informationNeeded', facts: [fact] };
  return allowed.includes(value) ? passed : { outcome: 'failed', reason: 'notAllowed' };
}

function fraud({ reference, facts }: Request, { explainedBy }: CheckOf<'fraud'>): Verdict {
  const clauses = clausesOf(reference);
  if (clauses.includes('fraud')) return { outcome: 'failed', reason: 'fraudSuspected' };
  const isOdd = clauses.includes('suspicious') && facts[explainedBy] === undefined;
  return isOdd ? { outcome: 'informationNeeded', facts: [explainedBy] } : passed;
}

function limits({ facts }: Request, { fact, max, justifyAbove = max, justifiedBy }: CheckOf<'limits'>): Verdict {
  const value = facts[fact];
  if (typeof value !== 'number') return { outcome: 'informationNeeded', facts: [fact] };
  if (value > max) return { outcome: 'failed', reason: 'aboveLimit' };
  const isUnjustified = value > justifyAbove && facts[justifiedBy] === undefined;
  return isUnjustified ? { outcome: 'informationNeeded', facts: [justifiedBy] } : passed;
}
