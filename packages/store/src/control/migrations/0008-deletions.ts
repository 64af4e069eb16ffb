import type { Kysely, Migration } from 'kysely'

/** What was deleted, kept for good: what is accepted until then must not come back from anywhere. */
export const createDeletions: Migration = {
  async up({ schema }: Kysely<unknown>) {
    await schema
      .createTable('deletions')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('site_id', 'integer', (column) => column.notNull())
      .addColumn('scope', 'text', (column) => column.notNull())
      .addColumn('requested_at', 'bigint', (column) => column.notNull())
      .addColumn('account_id', 'integer', (column) => column.references('accounts.id').onDelete('set null'))
      .addColumn('row_count', 'bigint')
      .addColumn('finished_at', 'bigint')
      .execute()
  },
}
