/**
 * Jest's set-up for the tests of the package, once for all of them: without a BASE_URL the zip is made and served. The
 * workers of Jest inherit the environment, and stop-package.ts finds the host in the global.
 */
import { servePackage, type ServedPackage } from './served-package';

declare global {
  var servedPackage: ServedPackage | undefined;
}

// eslint-disable-next-line no-restricted-syntax -- Jest calls the default export
export default async function setUp(): Promise<void> {
  if ((process.env['BASE_URL'] ?? '') !== '') return;
  globalThis.servedPackage = await servePackage();
  process.env['BASE_URL'] = globalThis.servedPackage.url;
  process.env['PACKAGE_FOLDER'] = globalThis.servedPackage.folder;
}
