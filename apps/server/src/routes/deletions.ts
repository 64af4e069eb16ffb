import { AppError } from '@lethe/catalogue'
import type { ControlStore, StoredDeletion } from '@lethe/store/control'
import { accountOf, assertMayChange } from '../auth/gate.ts'
import { deletionAnswer } from '../erasure/deletion-answer.ts'
import type { Erasures } from '../erasure/erasures.ts'
import { deletion, deletionList, deletionRequest } from '../schemas/deletions.ts'
import { siteKey } from '../schemas/site.ts'
import type { SiteDirectory } from '../site-directory.ts'
import type { App } from '../web/zod-provider.ts'
import { findSite } from './sites.ts'

export interface DeletionsParts {
  readonly sites: SiteDirectory
  readonly erasures: Erasures
  readonly deletions: Pick<ControlStore['deletions'], 'list'>
}

/** Deleting what a site has stored, and the records of it; also those of sites that are gone. */
export function addDeletions(api: App, { sites, erasures, deletions }: DeletionsParts): void {
  api.post(
    '/api/sites/:key/delete',
    {
      schema: { params: siteKey, body: deletionRequest, response: { 202: deletion } },
      config: {
        summary: 'Delete all data of a site, which stays; the record says when it is done',
        errors: ['forbidden', 'not_found', 'store_unavailable'],
      },
    },
    async (request, reply) => {
      assertMayChange(request)
      const site = findSite(sites, request.params.key)
      const { scope, confirm } = request.body
      if (confirm.trim() !== site.name) throw notConfirmed()
      const begun = await erasures.begin({ site, scope, account_id: accountOf(request).id })
      return reply.code(202).send(deletionAnswer(begun))
    },
  )
  api.get(
    '/api/sites/:key/deletions',
    {
      schema: { params: siteKey, response: { 200: deletionList } },
      config: { summary: 'Records of what was deleted of a site, newest first', errors: ['not_found'] },
    },
    async ({ params }) => answerOf(await deletions.list(findSite(sites, params.key).id)),
  )
  api.get(
    '/api/deletions',
    {
      schema: { response: { 200: deletionList } },
      config: {
        summary: 'Records of all deletions, newest first; a site that is gone has no name',
        errors: ['forbidden'],
      },
    },
    async (request) => {
      assertMayChange(request)
      return answerOf(await deletions.list())
    },
  )
}

function notConfirmed(): AppError {
  const details = [{ path: 'confirm', expected: 'the name of the site' }]
  return new AppError('invalid_request', 'Nothing was deleted: confirm must be the name of the site.', { details })
}

const answerOf = (records: readonly StoredDeletion[]) => ({ data: records.map(deletionAnswer) })
