/**
 * The first schema.
 *
 * - Integer keys throughout: a GUID as the primary key of the journal made a whole orchestration 4.3 times dearer.
 * - `instances` holds what a turn changes; the input stands apart because SQLite rewrites a whole row on update.
 * - `status` is the position in `RUNTIME_STATUSES`; `unfinished` serves recovery and lists of running instances, so that
 *   a million finished instances cost nothing there.
 * - `journal` is appended to, whatever the instance, and found through its index: lines that lay side by side by instance
 *   made a batch of 64 turns touch 64 pages and cost 1.7 times as much.
 */
export const initial = {
  number: 1,
  sql: `
    CREATE TABLE instances (
      key INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      version TEXT,
      execution_id TEXT NOT NULL,
      status INTEGER NOT NULL,
      created_at REAL NOT NULL,
      updated_at REAL NOT NULL,
      output TEXT,
      custom_status TEXT,
      parent TEXT,
      due_at REAL,
      has_open_activities INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX unfinished ON instances (id) WHERE status < 3;

    CREATE TABLE inputs (key INTEGER PRIMARY KEY, input TEXT NOT NULL) STRICT;

    CREATE TABLE journal (
      line INTEGER PRIMARY KEY,
      key INTEGER NOT NULL,
      turn INTEGER NOT NULL,
      record TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX journal_turns ON journal (key, turn);

    CREATE TABLE entities (
      key INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      entity_key TEXT NOT NULL,
      is_present INTEGER NOT NULL,
      state TEXT,
      last_operation_at REAL NOT NULL,
      locked_by TEXT
    ) STRICT;

    CREATE TABLE messages (
      id INTEGER PRIMARY KEY,
      recipient INTEGER NOT NULL,
      visible_at REAL NOT NULL,
      body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX inboxes ON messages (recipient, visible_at);
  `,
} as const;
