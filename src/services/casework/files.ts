/** What the stand-in keeps: files by their reference, and who has a case id or a document number now. */
import { z } from 'zod';
import { CaseId, CaseOrder, CaseTypeName, FileReference } from '../../shared/case-file';
import { Collection } from '../stand-in/collection';
import type { Records } from '../stand-in/records';

const CaseFile = z.object({
  file: FileReference,
  state: z.enum(['open', 'approved', 'withdrawn']),
  /** Absent when the withdrawal came first. */
  document: z.object({ caseId: CaseId, type: CaseTypeName, reference: z.string() }).optional(),
  recordId: z.string().optional(),
});
export type CaseFile = z.infer<typeof CaseFile>;

const FileReferences = z.array(FileReference);

export interface Cabinet {
  readonly files: Collection<typeof CaseFile>;
  /** The file that has a case id. */
  readonly caseIds: Collection<typeof FileReference>;
  /** All files with a document number, in the order in which they were opened. */
  readonly documents: Collection<typeof FileReferences>;
  /** Cases of batches, by `<batch>/<index>`. */
  readonly delivered: Collection<typeof CaseOrder>;
}

export function cabinetIn(records: Records): Cabinet {
  return {
    files: new Collection(records, 'files', CaseFile),
    caseIds: new Collection(records, 'caseIds', FileReference),
    documents: new Collection(records, 'documents', FileReferences),
    delivered: new Collection(records, 'delivered', CaseOrder),
  };
}

export function documentKey({ type, reference }: { readonly type: string; readonly reference: string }): string {
  return `${type}/${reference}`;
}

/** The first of these files that was not withdrawn. */
export function liveFile({ files }: Cabinet, references: readonly FileReference[]): CaseFile | undefined {
  return references.flatMap((file) => files.get(file) ?? []).find(({ state }) => state !== 'withdrawn');
}
