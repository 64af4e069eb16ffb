import type { Deps } from './deps.ts'
import type { PathTemplates, StoredPathTemplate } from './port.ts'

export function pathTemplatesIn({ db }: Deps): PathTemplates {
  return {
    async all() {
      const rows = await db.selectFrom('path_templates').selectAll().orderBy('site_id').orderBy('template').execute()
      return rows.map(fromRow)
    },
    async list(siteId) {
      const rows = await db
        .selectFrom('path_templates')
        .selectAll()
        .where('site_id', '=', siteId)
        .orderBy('learnt_at', 'desc')
        .orderBy('template')
        .execute()
      return rows.map(fromRow)
    },
    async put({ site_id, template, learnt_at, child_count, is_kept }) {
      // Read from the sites, so that what is learnt late does not outlive its site.
      const row = db
        .selectFrom('sites')
        .where('id', '=', site_id)
        .select(({ val }) => [
          'id',
          val(template).as('template'),
          val(learnt_at).as('learnt_at'),
          val(child_count).as('child_count'),
          val(Number(is_kept)).as('is_kept'),
        ])
      await db
        .insertInto('path_templates')
        .columns(['site_id', 'template', 'learnt_at', 'child_count', 'is_kept'])
        .expression(row)
        .onConflict((conflict) =>
          conflict.columns(['site_id', 'template']).doUpdateSet((set) => ({
            learnt_at: set.ref('excluded.learnt_at'),
            child_count: set.ref('excluded.child_count'),
            is_kept: set.ref('excluded.is_kept'),
          })),
        )
        .execute()
    },
    async delete(siteId, template) {
      const { numDeletedRows } = await db
        .deleteFrom('path_templates')
        .where('site_id', '=', siteId)
        .where('template', '=', template)
        .executeTakeFirst()
      return numDeletedRows > 0
    },
  }
}

const fromRow = (row: Omit<StoredPathTemplate, 'is_kept'> & { is_kept: number }): StoredPathTemplate => ({
  ...row,
  is_kept: row.is_kept === 1,
})
