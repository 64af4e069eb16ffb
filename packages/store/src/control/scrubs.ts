import type { Deps } from './deps.ts'
import type { Scrubs } from './port.ts'

export function scrubsIn({ db }: Deps): Scrubs {
  return {
    async add(rows) {
      if (rows.length === 0) return
      await db.transaction().execute(async (tx) => {
        for (const row of rows) {
          await tx
            .insertInto('scrub_counts')
            .values({ ...row })
            .onConflict((conflict) =>
              conflict
                .columns(['site_id', 'hour', 'type', 'position'])
                .doUpdateSet((set) => ({ count: set('scrub_counts.count', '+', set.ref('excluded.count')) })),
            )
            .execute()
        }
      })
    },
    async sums(siteId, start, end) {
      const rows = await db
        .selectFrom('scrub_counts')
        .select(['type', 'position', ({ fn }) => fn.sum<number>('count').as('count')])
        .where('site_id', '=', siteId)
        .where('hour', '>=', start)
        .where('hour', '<', end)
        .groupBy(['type', 'position'])
        .orderBy('count', 'desc')
        .orderBy('type')
        .orderBy('position')
        .execute()
      // PostgreSQL answers sums of bigint as text.
      return rows.map((row) => ({ ...row, count: Number(row.count) }))
    },
  }
}
