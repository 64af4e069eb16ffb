import { AppError } from '@lethe/catalogue'
import type { Transaction } from 'kysely'
import { type Deps, nextNumber } from './deps.ts'
import type { Deletions } from './port.ts'
import type { ControlTables } from './schema.ts'
import { SITES_REVISION } from './sites.ts'

export function deletionsIn({ db }: Deps): Deletions {
  const records = () =>
    db
      .selectFrom('deletions')
      .leftJoin('accounts', 'accounts.id', 'deletions.account_id')
      .select(['deletions.id', 'site_id', 'scope', 'requested_at', 'email as requested_by', 'row_count', 'finished_at'])
      .orderBy('deletions.id', 'desc')
  return {
    async begin({ scope, site_id, ...asked }) {
      const id = await db.transaction().execute(async (tx) => {
        const number = await nextNumber(tx, 'deletion')
        if (!(await isThere(tx, site_id))) throw new AppError('not_found', 'There is no such site.')
        await tx
          .insertInto('deletions')
          .values({ ...asked, id: number, scope, site_id, row_count: null, finished_at: null })
          .execute()
        if (scope === 'site') await removeSite(tx, site_id)
        return number
      })
      return records().where('deletions.id', '=', id).executeTakeFirstOrThrow()
    },
    async count(id, rowCount) {
      await db
        .updateTable('deletions')
        .set({ row_count: rowCount })
        .where('id', '=', id)
        // Asked again after a crash there may be fewer rows left than there were.
        .where((where) => where.or([where('row_count', 'is', null), where('row_count', '<', rowCount)]))
        .execute()
    },
    clear: (siteId) =>
      db.transaction().execute(async (tx) => {
        await nextNumber(tx, SITES_REVISION)
        for (const table of ['outcomes', 'scrub_counts', 'annotations', 'path_templates'] as const)
          await tx.deleteFrom(table).where('site_id', '=', siteId).execute()
        await tx.updateTable('sites').set({ first_pageview_at: null }).where('id', '=', siteId).execute()
      }),
    async finish(id, at) {
      await db.updateTable('deletions').set({ finished_at: at }).where('id', '=', id).execute()
    },
    list: (siteId) => (siteId === undefined ? records() : records().where('site_id', '=', siteId)).execute(),
  }
}

async function isThere(tx: Transaction<ControlTables>, id: number): Promise<boolean> {
  return (await tx.selectFrom('sites').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}

/** Also small values that are its key, such as that of the demo. */
async function removeSite(tx: Transaction<ControlTables>, id: number): Promise<void> {
  await nextNumber(tx, SITES_REVISION)
  const { key } = await tx.deleteFrom('sites').where('id', '=', id).returning('key').executeTakeFirstOrThrow()
  await tx.deleteFrom('meta').where('value', '=', key).execute()
}
