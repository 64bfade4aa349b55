/** What the durable client tells of instances, where its types tell less than its users need. */
const finalStates: ReadonlySet<string> = new Set(['Completed', 'Failed', 'Terminated', 'Canceled']);

export function isFinalStatus(runtimeStatus: string): boolean {
  return finalStates.has(runtimeStatus);
}

/** The SDK tells "unknown" from "failed" in its message only. */
export function isUnknownInstance(error: unknown): boolean {
  return error instanceof Error && error.message.includes('HTTP 404');
}
