/** Something to be done many times, and the same steps as plain functions. */
export interface Workload {
  readonly title: string;
  /** The function app that the host runs. */
  readonly app: string;
  readonly orchestrator: string;
  readonly input: unknown;
  /** What a finished instance must have given. */
  readonly isExpected: (output: unknown) => boolean;
  /** The steps in the same order without orchestration; records of services go to the folder. */
  readonly plain: (dataFolder: string) => () => Promise<unknown>;
}
