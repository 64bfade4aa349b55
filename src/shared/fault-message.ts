/** Durable Functions names the function before the message, once for each one that the fault has left. */
const LEFT_FUNCTIONS = /^(?:(?:Activity|Orchestrator|Entity) function '[^']*' failed:\s*)+/;

/** What the app itself said of a fault: its first line, because what follows is a stack of the host. */
export function faultMessage(fault: unknown): string {
  const text = fault instanceof Error ? fault.message : String(fault);
  return (text.replace(LEFT_FUNCTIONS, '').split('\n', 1)[0] ?? '').trim();
}
