import type { PathTemplate } from '@lethe/catalogue'
import type { StoredPathTemplate } from '@lethe/store/control'
import { assertMayChange } from '../auth/gate.ts'
import type { LearntPaths } from '../learnt-paths.ts'
import { pathTemplateChoice, pathTemplateList } from '../schemas/path-templates.ts'
import { siteKey } from '../schemas/site.ts'
import type { SiteDirectory } from '../site-directory.ts'
import type { App } from '../web/zod-provider.ts'
import { findSite } from './sites.ts'

export interface PathTemplatesParts {
  readonly sites: SiteDirectory
  readonly paths: Pick<LearntPaths, 'list' | 'forget' | 'preview'>
}

/** Positions of a site's paths that are collapsed to `*`, and those that an owner has had forgotten. */
export function addPathTemplates(api: App, { sites, paths }: PathTemplatesParts): void {
  api.get(
    '/api/sites/:key/path_templates',
    {
      schema: { params: siteKey, response: { 200: pathTemplateList } },
      config: { summary: 'What was learnt of the paths of a site, newest first', errors: ['not_found'] },
    },
    async ({ params }) => ({ data: (await paths.list(findSite(sites, params.key).id)).map(answerOf) }),
  )
  api.delete(
    '/api/sites/:key/path_templates',
    {
      schema: { params: siteKey, querystring: pathTemplateChoice },
      config: {
        summary: 'Forget a learnt path; it is not learnt again unless it may return',
        errors: ['forbidden', 'not_found'],
      },
    },
    async (request, reply) => {
      assertMayChange(request)
      const { template, may_return } = request.query
      const { id } = findSite(sites, request.params.key)
      await paths.forget(id, template, { may_return: may_return === 'true' })
      return reply.code(204).send()
    },
  )
}

const answerOf = ({ template, learnt_at, child_count, is_kept }: StoredPathTemplate): PathTemplate => ({
  template,
  learnt_at: new Date(learnt_at).toISOString(),
  child_count,
  is_kept,
})
