import { AppError } from '@lethe/catalogue'
import { accountsIn } from './accounts.ts'
import { annotationsIn } from './annotations.ts'
import { deletionsIn } from './deletions.ts'
import type { Deps } from './deps.ts'
import { loginsIn } from './logins.ts'
import { metaIn } from './meta.ts'
import { outcomesIn } from './outcomes.ts'
import { pathTemplatesIn } from './path-templates.ts'
import type { ControlStore } from './port.ts'
import { scrubsIn } from './scrubs.ts'
import { setupLinksIn } from './setup-links.ts'
import { sitesIn } from './sites.ts'

/** The control store over any database that Kysely speaks to. */
export function kyselyStore(deps: Deps): Omit<ControlStore, 'purge' | 'close'> {
  return {
    sites: withStoreErrors(sitesIn(deps)),
    accounts: withStoreErrors(accountsIn(deps)),
    logins: withStoreErrors(loginsIn(deps)),
    setupLinks: withStoreErrors(setupLinksIn(deps)),
    outcomes: withStoreErrors(outcomesIn(deps)),
    scrubs: withStoreErrors(scrubsIn(deps)),
    annotations: withStoreErrors(annotationsIn(deps)),
    pathTemplates: withStoreErrors(pathTemplatesIn(deps)),
    deletions: withStoreErrors(deletionsIn(deps)),
    meta: withStoreErrors(metaIn(deps)),
  }
}

/** Whatever the driver threw. */
export const storeError = (cause: unknown): AppError =>
  cause instanceof AppError ? cause : new AppError('store_unavailable', 'The control store does not answer.', { cause })

type Method = (...parameters: never[]) => Promise<unknown>

/** What a driver throws becomes the cause of `store_unavailable`, so that its text reaches nobody. */
function withStoreErrors<Group extends object>(group: Group): Group {
  const wrap =
    (method: Method) =>
    async (...parameters: never[]) => {
      try {
        return await method(...parameters)
      } catch (cause) {
        throw storeError(cause)
      }
    }
  return Object.fromEntries(Object.entries(group).map(([name, method]) => [name, wrap(method)])) as Group
}
