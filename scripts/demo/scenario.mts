import type { AppClient, View } from './app-client.mts';

/** What somebody does while the order runs. */
export interface Intervention {
  readonly when: (view: View) => boolean;
  readonly tells: string;
  readonly act: (client: AppClient, running: { readonly id: string; readonly key: string }) => Promise<string>;
  readonly answer: string;
}

export interface Expected {
  /** Members of the result. */
  readonly result: Readonly<Record<string, unknown>>;
  readonly parcels?: number;
  /** Attempts of the steps that are retried; every other step has one. */
  readonly attempts?: Readonly<Record<string, number>>;
  /** The undos in their order; `<id>` is the instance. */
  readonly undone: readonly string[];
}

export interface Scenario {
  readonly name: string;
  /** The purchase when absent. */
  readonly process?: string;
  readonly order: object;
  /** Given by an operator instead of the settings. */
  readonly options?: object;
  readonly meanwhile?: Intervention;
  readonly expected: Expected;
}
