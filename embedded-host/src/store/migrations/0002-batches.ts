/**
 * Counts the batches that were committed. Compared at each start with the count that was acknowledged (`Acknowledged`),
 * because SQLite takes a log whose end is missing or damaged for one that was never written further.
 */
export const batches = {
  number: 2,
  sql: `
    CREATE TABLE batches (id INTEGER PRIMARY KEY CHECK (id = 1), count INTEGER NOT NULL) STRICT;
    INSERT INTO batches VALUES (1, 0);
  `,
} as const;
