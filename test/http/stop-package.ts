import type {} from './serve-package';

// eslint-disable-next-line no-restricted-syntax -- Jest calls the default export
export default async function tearDown(): Promise<void> {
  await globalThis.servedPackage?.stop();
}
