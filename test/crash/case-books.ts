/** What the casework service has in its own records about the cases of a batch: the evidence of an audit. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { cabinetIn } from '../../src/services/casework/files';
import { Records } from '../../src/services/stand-in/records';

export type CaseBooks = ReturnType<typeof openCaseBooks>;

export function openCaseBooks(folder: string) {
  const records = new Records({ folder, service: 'casework' });
  return {
    files: () => cabinetIn(records).files.all(),
    /** Every effect that the service ever had, by the instance and the step that asked for it. */
    effects: () => effectsIn(join(folder, 'casework.sqlite')),
    close: () => {
      records.close();
    },
  };
}

const Effect = z.object({ idempotency_key: z.string() });

function effectsIn(file: string) {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const effects = database.prepare('SELECT idempotency_key FROM effects').all();
    return effects.map((effect) => {
      const [instance = '', operation = ''] = Effect.parse(effect).idempotency_key.split('/');
      return { instance, operation };
    });
  } finally {
    database.close();
  }
}
