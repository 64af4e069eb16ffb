import type { Kysely, Migration } from 'kysely'

/** Counts of what was taken out of values, by kind and place; never a value. */
export const createScrubs: Migration = {
  async up({ schema }: Kysely<unknown>) {
    await schema
      .createTable('scrub_counts')
      .addColumn('site_id', 'integer', (column) => column.notNull())
      .addColumn('hour', 'bigint', (column) => column.notNull())
      .addColumn('type', 'text', (column) => column.notNull())
      .addColumn('position', 'text', (column) => column.notNull())
      .addColumn('count', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('scrub_counts_key', ['site_id', 'hour', 'type', 'position'])
      .execute()
  },
}
