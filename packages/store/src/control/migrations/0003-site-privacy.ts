import type { Kysely, Migration } from 'kysely'

export const addSitePrivacy: Migration = {
  async up(db: Kysely<{ sites: { created_at: number; changed_at: number } }>) {
    const { schema } = db
    await schema
      .alterTable('sites')
      .addColumn('k_threshold', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
    await schema
      .alterTable('sites')
      .addColumn('privacy_notice', 'text', (column) => column.notNull().defaultTo('{}'))
      .execute()
    await schema
      .alterTable('sites')
      .addColumn('changed_at', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute()
    await db
      .updateTable('sites')
      .set(({ ref }) => ({ changed_at: ref('created_at') }))
      .execute()
  },
}
