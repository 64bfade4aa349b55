import { blobArchive, type ManagedIdentity } from './blob-archive';
import type { Archive, RetentionOptions } from './contract';
import { folderArchive } from './folder-archive';

/** Undefined when no place is set: then nothing is exported, and so nothing is purged. */
export function openArchive(
  { exportFolder, exportContainerUrl }: RetentionOptions,
  identity: ManagedIdentity | undefined,
): Archive | undefined {
  if (exportFolder !== undefined) return folderArchive(exportFolder);
  if (exportContainerUrl === undefined) return undefined;
  if (identity === undefined) {
    throw new Error('Settings: RETENTION__EXPORT_CONTAINER_URL: expected an app with a managed identity');
  }
  return blobArchive(exportContainerUrl, identity);
}
