/**
 * What can go wrong with a store, each with one sentence that says what to do. The code is for programs, the message for people.
 *
 * - `newerVersion`  written by a newer version of the embedded host
 * - `damaged`       not a store, or its content contradicts itself
 * - `inUse`         another host holds it
 * - `readOnly`      folder or file cannot be created or written
 * - `diskFull`      no space left; the batch was rolled back and the store stays usable
 * - `conflict`      the batch contradicts what is stored (a bug in the caller); it was rolled back
 * - `failed`        a write could not be confirmed by the disk; nothing is accepted any more
 * - `closed`        the store was closed
 */
export type StoreErrorCode =
  'newerVersion' | 'damaged' | 'inUse' | 'readOnly' | 'diskFull' | 'conflict' | 'failed' | 'closed';

export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
