/** A purchase that is told its price at the third attempt, and is undone because the card is refused in the end. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HostSpan, startTestHost } from 'embedded-host/testing';

/** The values are documented in docs/test-values.md. */
const order = {
  processVersion: 2,
  customer: { id: 'customer-1', email: 'ann@example.com' },
  lines: [{ sku: 'FLAKY-2', quantity: 1 }],
  currency: 'EUR',
  cardToken: 'tok_capture_declined+void_flaky_2',
  shipTo: { name: 'Ann', line1: 'Main Street 1', city: 'Berlin', postalCode: '10115', country: 'DE' },
};

/** Its spans: those of its trace, and no other. */
export async function tracedPurchase(folder: string): Promise<readonly HostSpan[]> {
  const records = mkdtempSync(join(tmpdir(), 'trace-'));
  try {
    await using host = await startTestHost(folder, {
      env: { DATA_FOLDER: records },
      startTime: '2026-01-05T09:00:00Z',
    });
    const purchase = await host.start('purchase', order, { instanceId: 'purchase-1' });
    await host.skip({ minutes: 1 });
    await purchase.result();
    const spans = await host.spans();
    const root = spans.find(({ name }) => name === 'create_orchestration:purchase');
    return spans.filter(({ traceId }) => traceId === root?.traceId);
  } finally {
    rmSync(records, { recursive: true, force: true });
  }
}
