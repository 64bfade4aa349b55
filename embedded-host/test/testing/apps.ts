import { join } from 'node:path';

/** The folder of a fixture app. */
export function fixtureApp(name: 'waiting' | 'throwing' | 'crashing' | 'shop'): string {
  return join(__dirname, 'apps', name);
}
