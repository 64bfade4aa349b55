import { type LoadedApp, loadApp } from '../app-loader/load-app';

/** An app that is loaded once and outlives the hosts which serve it, one after the other. */
export class KeptApp {
  #app: LoadedApp | undefined;

  /** What each host is given in place of `loadApp`. */
  readonly load: typeof loadApp = async (...list) => {
    this.#app ??= await loadApp(...list);
    return { ...this.#app, close: () => Promise.resolve() };
  };

  async close(): Promise<void> {
    await this.#app?.close();
  }
}
