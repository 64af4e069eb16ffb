import type { Kysely, Migration } from 'kysely'

/** What the owner of a site adds to, or takes from, what is looked for in values. */
export const addScrubSettings: Migration = {
  async up({ schema }: Kysely<unknown>) {
    await schema
      .alterTable('sites')
      .addColumn('scrub_settings', 'text', (column) => column.notNull().defaultTo('{}'))
      .execute()
  },
}
