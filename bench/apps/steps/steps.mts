/** Steps that cost almost nothing: what is measured around them is the orchestration. */

export interface Order {
  readonly orderId: string;
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  readonly padding: string;
}

export interface StepResult {
  readonly step: StepName;
  readonly reference: string;
  readonly padding: string;
}

export interface PartResult {
  readonly part: number;
  readonly padding: string;
}

export const stepNames = ['check', 'reserve', 'charge', 'pack', 'confirm'] as const;
export type StepName = (typeof stepNames)[number];

/** Of a fan-out, and of a long sequence. */
export const PARTS = 100;

const INPUT_BYTES = 500;
const RESULT_BYTES = 200;

export const order: Order = padded(INPUT_BYTES, {
  orderId: 'order-12345',
  lines: [
    { sku: 'MUG-RED', quantity: 2 },
    { sku: 'SHIRT-M', quantity: 1 },
  ],
});

export function perform(step: StepName, { orderId }: Order): Promise<StepResult> {
  return Promise.resolve(padded(RESULT_BYTES, { step, reference: `${step}/${orderId}` }));
}

export function performPart(part: number): Promise<PartResult> {
  return Promise.resolve(padded(RESULT_BYTES, { part }));
}

export function summary(results: readonly StepResult[]): string {
  return results.map(({ reference }) => reference).join(' ');
}

export function total(results: readonly PartResult[]): number {
  return results.reduce((sum, { part }) => sum + part, 0);
}

/** Brought to a length as JSON text. */
function padded<Value extends object>(bytes: number, value: Value): Value & { readonly padding: string } {
  const { length } = JSON.stringify({ ...value, padding: '' });
  return { ...value, padding: 'x'.repeat(Math.max(0, bytes - length)) };
}
