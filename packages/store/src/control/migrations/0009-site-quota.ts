import type { Kysely, Migration } from 'kysely'

/** How many items a site stores in a day at the most; null for any number. */
export const addSiteQuota: Migration = {
  async up({ schema }: Kysely<unknown>) {
    await schema.alterTable('sites').addColumn('quota_items_per_day', 'integer').execute()
  },
}
