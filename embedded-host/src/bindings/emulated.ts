import type { RegisteredFunction } from '../app-loader/registry';
import { isDurableClient } from './durable-client';

const emulatedTriggers = new Set([
  'httptrigger',
  'timertrigger',
  'orchestrationtrigger',
  'activitytrigger',
  'entitytrigger',
]);

export function isEmulated(registered: RegisteredFunction): boolean {
  return emulatedTriggers.has(registered.trigger.type.toLowerCase());
}

/** One sentence for each part of a function that this host does not emulate. */
export function emulationWarnings(registered: RegisteredFunction): string[] {
  const { name, trigger } = registered;
  const ofTrigger = isEmulated(registered)
    ? []
    : [`Function ${name} is not triggered: its trigger ${trigger.type} is not emulated by this host.`];
  return [...ofTrigger, ...bindingWarnings(registered)];
}

function bindingWarnings({ name, trigger, bindings }: RegisteredFunction): string[] {
  return Object.entries(bindings).flatMap(([binding, { type, direction }]) => {
    if (binding === trigger.name || type.toLowerCase() === 'http' || isDurableClient(type)) return [];
    const consequence = direction === 'in' ? 'it is undefined' : 'what is written to it is dropped';
    return [
      `Function ${name}: the ${direction}put binding ${binding} (${type}) is not emulated by this host: ${consequence}.`,
    ];
  });
}
