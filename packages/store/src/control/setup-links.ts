import type { Deps } from './deps.ts'
import type { SetupLinks } from './port.ts'

export function setupLinksIn({ db }: Deps): SetupLinks {
  return {
    async create(link) {
      await db.insertInto('setup_links').values(link).execute()
    },
    async consume(tokenHash, at) {
      // One statement, so that of two callers one deletes the row and the other finds none.
      const { numDeletedRows } = await db
        .deleteFrom('setup_links')
        .where('token_hash', '=', tokenHash)
        .where('expires_at', '>', at)
        .executeTakeFirst()
      return numDeletedRows === 1n
    },
  }
}
