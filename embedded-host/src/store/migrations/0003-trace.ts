/** The trace that an instance belongs to: written once, with its row; instances from before have none. */
export const trace = {
  number: 3,
  sql: 'ALTER TABLE instances ADD COLUMN trace TEXT',
} as const;
