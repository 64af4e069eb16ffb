import type { Kysely } from 'kysely'
import type { ControlTables } from './schema.ts'

export type ControlDatabase = Kysely<ControlTables>

/** What every group of the store works with. */
export interface Deps {
  readonly db: ControlDatabase
  readonly now: () => number
  readonly randomBytes: (size: number) => Uint8Array
}

/**
 * The next number of a series, from 1, none ever given out twice: a deleted site's number must not come back.
 * Done with a table since SQLite and PostgreSQL number rows in different ways.
 */
export async function nextNumber(db: ControlDatabase, series: string): Promise<number> {
  const row = await db
    .insertInto('counters')
    .values({ name: series, value: 1 })
    .onConflict((conflict) => conflict.column('name').doUpdateSet((set) => ({ value: set('counters.value', '+', 1) })))
    .returning('value')
    .executeTakeFirstOrThrow()
  return row.value
}
