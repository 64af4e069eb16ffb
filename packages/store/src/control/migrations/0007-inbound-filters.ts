import type { Kysely, Migration } from 'kysely'

/** What a site refuses before anything is stored. */
export const addInboundFilters: Migration = {
  async up({ schema }: Kysely<unknown>) {
    await schema
      .alterTable('sites')
      .addColumn('inbound_filters', 'text', (column) => column.notNull().defaultTo('{}'))
      .execute()
  },
}
