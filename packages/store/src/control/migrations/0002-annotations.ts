import type { Kysely, Migration } from 'kysely'

export const createAnnotations: Migration = {
  async up({ schema }: Kysely<unknown>) {
    await schema
      .createTable('annotations')
      .addColumn('site_id', 'integer', (column) => column.notNull().references('sites.id').onDelete('cascade'))
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('annotations_key', ['site_id', 'at', 'kind'])
      .execute()
  },
}
