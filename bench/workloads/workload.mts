/** Something to be done many times, and the same steps as plain functions. */
export interface Workload {
  readonly title: string;
  /** The function app that the host runs. */
  readonly app: string;
  readonly orchestrator: string;
  /** The input of the n-th instance. */
  readonly input: (n: number) => unknown;
  /** What a finished instance must have given. */
  readonly isExpected: (output: unknown) => boolean;
  /** An event that is raised to the n-th instance as soon as it is started, if that one needs it. */
  readonly event?: (n: number) => { readonly name: string; readonly data: unknown } | undefined;
  /** The steps in the same order without orchestration; records of services go to the folder. */
  readonly plain: (dataFolder: string) => Promise<() => Promise<unknown>>;
}
