import { initial } from './0001-initial';
import { batches } from './0002-batches';
import { trace } from './0003-trace';

export interface Migration {
  /** 1, 2, 3, … without gaps: the version of the schema after it. */
  readonly number: number;
  readonly sql: string;
}

/** All migrations in order. One that was released is never changed; a new one is added behind it. */
export const migrations: readonly Migration[] = [initial, batches, trace];
