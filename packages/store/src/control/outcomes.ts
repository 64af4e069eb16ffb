import type { Deps } from './deps.ts'
import type { Outcomes } from './port.ts'

export function outcomesIn({ db }: Deps): Outcomes {
  return {
    async add(rows) {
      if (rows.length === 0) return
      await db.transaction().execute(async (tx) => {
        for (const row of rows) {
          await tx
            .insertInto('outcomes')
            .values({ ...row })
            .onConflict((conflict) =>
              conflict
                .columns(['site_id', 'hour', 'outcome', 'reason'])
                .doUpdateSet((set) => ({ count: set('outcomes.count', '+', set.ref('excluded.count')) })),
            )
            .execute()
        }
      })
    },
    list: (siteId, start, end) =>
      db
        .selectFrom('outcomes')
        .selectAll()
        .where('site_id', '=', siteId)
        .where('hour', '>=', start)
        .where('hour', '<', end)
        .orderBy('hour')
        .orderBy('outcome')
        .orderBy('reason')
        .execute(),
  }
}
