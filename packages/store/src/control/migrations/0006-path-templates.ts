import type { Kysely, Migration } from 'kysely'

/** The learner of path templates: its switch, its limit, and what it has learnt. */
export const createPathTemplates: Migration = {
  async up({ schema }: Kysely<unknown>) {
    await schema
      .alterTable('sites')
      .addColumn('learn_paths', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
    await schema
      .alterTable('sites')
      .addColumn('learn_paths_limit', 'integer', (column) => column.notNull().defaultTo(200))
      .execute()
    await schema
      .createTable('path_templates')
      .addColumn('site_id', 'integer', (column) => column.notNull().references('sites.id').onDelete('cascade'))
      .addColumn('template', 'text', (column) => column.notNull())
      .addColumn('learnt_at', 'bigint', (column) => column.notNull())
      .addColumn('child_count', 'integer', (column) => column.notNull())
      .addColumn('is_kept', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('path_templates_key', ['site_id', 'template'])
      .execute()
  },
}
