import type { FSWatcher } from 'node:fs';
import { readdirSync, statSync, watch } from 'node:fs';
import { basename, dirname, extname, join, resolve, sep } from 'node:path';

const codeFiles = new Set(['.js', '.mjs', '.cjs']);
/** Read at the start, in the app's root only: elsewhere such files may be the app's data. */
const settingFiles = new Set(['host.json', 'local.settings.json', 'package.json']);

/**
 * Tells when the code or the settings of an app change, as the real host does. Folder by folder, because watching a whole
 * tree at once would include `node_modules`.
 */
export class FolderWatch {
  readonly #root: string;
  readonly #onChange: () => void;
  readonly #watchers = new Map<string, FSWatcher>();

  constructor(folder: string, onChange: () => void) {
    this.#root = resolve(folder);
    this.#onChange = onChange;
    this.#enter(this.#root);
  }

  close(): void {
    this.#leave(this.#root);
  }

  #enter(folder: string): void {
    try {
      const watcher = watch(folder, (event, name) => {
        if (name !== null) this.#seen(event, join(folder, name));
      });
      watcher.on('error', () => {
        this.#leave(folder);
      });
      this.#watchers.set(folder, watcher);
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        const path = join(folder, entry.name);
        if (entry.isDirectory() && isOfApp(path)) this.#enter(path);
      }
    } catch {
      // The folder has gone meanwhile, of which its parent tells.
      this.#leave(folder);
    }
  }

  #leave(folder: string): void {
    for (const [watched, watcher] of this.#watchers) {
      if (watched !== folder && !watched.startsWith(folder + sep)) continue;
      watcher.close();
      this.#watchers.delete(watched);
    }
  }

  #seen(event: string, path: string): void {
    if (this.#matters(path)) this.#onChange();
    else if (event === 'rename' && isOfApp(path)) this.#folderSeen(path);
  }

  /** One that is made anew under an old name (a build that begins with cleaning) is another folder. */
  #folderSeen(path: string): void {
    const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
    const wasFolder = this.#watchers.has(path);
    if (wasFolder) this.#leave(path);
    if (isFolder) this.#enter(path);
    // Its files may have been written before anybody watched it.
    if (isFolder || wasFolder) this.#onChange();
  }

  #matters(path: string): boolean {
    if (codeFiles.has(extname(path))) return true;
    return settingFiles.has(basename(path)) && dirname(path) === this.#root;
  }
}

/** Not what is installed, nor what tools and hosts keep beside it (`.git`, `.durable`). */
function isOfApp(path: string): boolean {
  const name = basename(path);
  return name !== 'node_modules' && !name.startsWith('.');
}
