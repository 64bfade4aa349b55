import type { ProcessContext } from '../../orchestration/process-context';
import type { Step } from '../../orchestration/step';
import { waitForEvent } from '../../orchestration/wait-for-event';
import type { DocumentKind, ProvidedDocument } from '../../shared/applicant';
import { type Instant, millisOf } from '../../shared/instant';
import type { Application } from './application';
import { documentsProvided, DocumentsProvided } from './contract';
import { askForDocuments } from './notices';

/** A current account lends money, so it has to be known what it is paid back from. */
const required = {
  current: ['identityDocument', 'proofOfAddress', 'proofOfIncome'],
  savings: ['identityDocument', 'proofOfAddress'],
} as const satisfies Record<Application['product'], readonly DocumentKind[]>;

export type Documents =
  { readonly outcome: 'complete'; readonly documents: readonly ProvidedDocument[] } | { readonly outcome: 'expired' };

/** Asks for what is missing until everything is there. One deadline for all of it: handing in one does not prolong it. */
export function* collectDocuments(context: ProcessContext, application: Application): Step<Documents> {
  const dueAt = context.after(application.options.documentDeadlineMs);
  let documents: readonly ProvidedDocument[] = application.documents;
  for (let round = 1; ; round += 1) {
    const missing = missingIn(documents, application);
    if (missing.length === 0) return { outcome: 'complete', documents };
    const ending = yield* awaitDocuments(context, application, { missing, round, dueAt });
    if (ending.outcome === 'expired') return ending;
    documents = [...documents, ...ending.event.documents];
  }
}

function missingIn(documents: readonly ProvidedDocument[], { product }: Application): DocumentKind[] {
  return required[product].filter((kind) => documents.every((document) => document.kind !== kind));
}

interface Missing {
  readonly missing: readonly DocumentKind[];
  readonly round: number;
  readonly dueAt: Instant;
}

function* awaitDocuments(context: ProcessContext, application: Application, { missing, round, dueAt }: Missing) {
  const { documentReminderMs } = application.options;
  const expireAfterMs = Math.max(0, millisOf(dueAt) - millisOf(context.now));
  yield* askForDocuments(context, application, { missing, name: `documentsRequested/${round}` });
  return yield* waitForEvent(context, {
    step: `documents/${round}`,
    event: documentsProvided,
    schema: DocumentsProvided,
    // A repetition brings nothing that is still missing.
    accept: ({ documents }) => documents.some(({ kind }) => missing.includes(kind)),
    remindAfterMs: Array.from({ length: Math.floor(expireAfterMs / documentReminderMs) }, (_, index) => {
      return (index + 1) * documentReminderMs;
    }),
    expireAfterMs,
    onReminder: (inner, count) =>
      askForDocuments(inner, application, { missing, name: `documentsReminder/${round}/${count}` }),
  });
}
