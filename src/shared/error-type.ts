import { errors } from './errors';
import { faultMessage } from './fault-message';

/** As OpenTelemetry calls what has no name of its own. */
const OTHER = '_OTHER';

/**
 * What kind of fault it is, for counting: our code, which leads the message because a history keeps no more of a fault,
 * or the name of its class. Never a text of somebody else, of which there are too many.
 */
export function errorTypeOf(fault: unknown): string {
  const code = /^[a-z]\w*\.\w+(?=:|$)/.exec(faultMessage(fault))?.[0];
  if (code !== undefined && code in errors) return code;
  const name = fault instanceof Error ? fault.name : 'Error';
  return name === 'Error' ? OTHER : name;
}
