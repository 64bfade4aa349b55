import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Archive } from './contract';

/** Files below a folder; a file is whole or not there. */
export function folderArchive(folder: string): Archive {
  return {
    async write(name, text) {
      const path = join(folder, name);
      await mkdir(dirname(path), { recursive: true });
      const draft = `${path}.part`;
      const file = await open(draft, 'w');
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, path);
    },
  };
}
