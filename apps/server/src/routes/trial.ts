import { tryText } from '@lethe/pipeline'
import { siteKey } from '../schemas/site.ts'
import { trialAnswer, trialRequest } from '../schemas/trial.ts'
import type { App } from '../web/zod-provider.ts'
import type { PathTemplatesParts } from './path-templates.ts'
import { findSite } from './sites.ts'

/** What would be stored of a text. The text is in the body, which nothing logs, and is dropped with the request. */
export function addTrial(api: App, { sites, paths }: PathTemplatesParts): void {
  api.post(
    '/api/sites/:key/depersonalize',
    {
      schema: { params: siteKey, body: trialRequest, response: { 200: trialAnswer } },
      config: { summary: 'Try what would be stored of a text; nothing of it is', errors: ['not_found'] },
    },
    (request) => {
      const site = findSite(sites, request.params.key)
      return tryText(request.body, { ...site, templatePath: (path) => paths.preview(site, path) })
    },
  )
}
