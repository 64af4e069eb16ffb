import { type Deps, nextNumber } from './deps.ts'
import type { Login, Logins } from './port.ts'

export function loginsIn({ db, now }: Deps): Logins {
  const living = async (column: 'token_hash' | 'previous_token_hash', hash: string): Promise<Login | null> => {
    const query = db.selectFrom('logins').selectAll().where(column, '=', hash).where('expires_at', '>', now())
    return (await query.executeTakeFirst()) ?? null
  }
  return {
    async create({ account_id, token_hash, created_at, expires_at }) {
      const login: Login = {
        id: await nextNumber(db, 'login'),
        account_id,
        token_hash,
        previous_token_hash: null,
        rotated_at: null,
        created_at,
        last_seen_at: created_at,
        expires_at,
      }
      await db.insertInto('logins').values(login).execute()
      return login
    },
    byTokenHash: (hash) => living('token_hash', hash),
    byPreviousTokenHash: (hash) => living('previous_token_hash', hash),
    async touch(id, at) {
      await db.updateTable('logins').set({ last_seen_at: at }).where('id', '=', id).execute()
    },
    async rotate(id, newTokenHash) {
      const { numUpdatedRows } = await db
        .updateTable('logins')
        .set((set) => ({
          previous_token_hash: set.ref('token_hash'),
          token_hash: newTokenHash,
          rotated_at: now(),
        }))
        .where('id', '=', id)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
    async delete(id) {
      await db.deleteFrom('logins').where('id', '=', id).execute()
    },
    async deleteExpired(at) {
      const { numDeletedRows } = await db.deleteFrom('logins').where('expires_at', '<=', at).executeTakeFirst()
      return Number(numDeletedRows)
    },
  }
}
