import type { Deps } from './deps.ts'
import type { Annotations } from './port.ts'

const MINUTE_MS = 60_000
const KEPT = 1_000

export function annotationsIn({ db }: Deps): Annotations {
  return {
    add: ({ site_id, at, kind }) =>
      db.transaction().execute(async (tx) => {
        // Read from the sites, so that a note which comes late does not outlive its site.
        const row = tx
          .selectFrom('sites')
          .where('id', '=', site_id)
          .select(({ val }) => ['id', val(Math.floor(at / MINUTE_MS) * MINUTE_MS).as('at'), val(kind).as('kind')])
        await tx
          .insertInto('annotations')
          .columns(['site_id', 'at', 'kind'])
          .expression(row)
          .onConflict((conflict) => conflict.columns(['site_id', 'at', 'kind']).doNothing())
          .execute()
        const oldest = tx
          .selectFrom('annotations')
          .select('at')
          .where('site_id', '=', site_id)
          .orderBy('at', 'desc')
          .limit(1)
          .offset(KEPT - 1)
        await tx.deleteFrom('annotations').where('site_id', '=', site_id).where('at', '<', oldest).execute()
      }),
    list: (siteId, { start, end, limit }) =>
      db
        .selectFrom('annotations')
        .selectAll()
        .where('site_id', '=', siteId)
        .where('at', '>=', start)
        .where('at', '<', end)
        .orderBy('at', 'desc')
        .orderBy('kind')
        .limit(limit)
        .execute(),
  }
}
