import { AppError } from '@lethe/catalogue'
import { type Deps, nextNumber } from './deps.ts'
import type { Accounts } from './port.ts'

const canonical = (email: string) => email.trim().toLowerCase()

export function accountsIn({ db, now }: Deps): Accounts {
  const accounts = () => db.selectFrom('accounts').selectAll()
  return {
    async count() {
      const row = await db
        .selectFrom('accounts')
        .select((select) => select.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return Number(row.count)
    },
    async byEmail(email) {
      return (await accounts().where('email', '=', canonical(email)).executeTakeFirst()) ?? null
    },
    async get(id) {
      return (await accounts().where('id', '=', id).executeTakeFirst()) ?? null
    },
    async create({ email, name, role, password_hash }) {
      const id = await nextNumber(db, 'account')
      const account = { id, email: canonical(email), name, role, password_hash, created_at: now() }
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('accounts')
        .values(account)
        .onConflict((conflict) => conflict.column('email').doNothing())
        .executeTakeFirstOrThrow()
      if (numInsertedOrUpdatedRows !== 1n) throw new AppError('conflict', 'There is an account with this address.')
      return account
    },
    setPassword: (id, password_hash) =>
      db.transaction().execute(async (tx) => {
        const set = await tx.updateTable('accounts').set({ password_hash }).where('id', '=', id).executeTakeFirst()
        if (set.numUpdatedRows !== 1n) throw new AppError('not_found', 'There is no such account.')
        await tx.deleteFrom('logins').where('account_id', '=', id).execute()
      }),
  }
}
