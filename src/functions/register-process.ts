import * as df from 'durable-functions';

interface Process {
  readonly contract: { readonly name: string };
  readonly handler: df.OrchestrationHandler;
}

export function registerProcess({ contract, handler }: Process): void {
  df.app.orchestration(contract.name, handler);
}
