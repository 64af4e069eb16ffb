import { ANNOTATIONS, type Annotation } from '@lethe/catalogue'
import type { ControlStore, StoredAnnotation } from '@lethe/store/control'
import { annotationList, annotationQuery } from '../schemas/annotations.ts'
import { siteKey } from '../schemas/site.ts'
import type { SiteDirectory } from '../site-directory.ts'
import type { App } from '../web/zod-provider.ts'
import { findSite } from './sites.ts'

/** The newest of a range; more would only hide a chart behind its marks. */
const MOST = 200

export interface AnnotationsParts {
  readonly sites: SiteDirectory
  readonly annotations: Pick<ControlStore['annotations'], 'list'>
}

/** What the charts of a site must say: `start` inclusive, `end` exclusive, newest first. Without them: everything. */
export function addAnnotations(api: App, { sites, annotations }: AnnotationsParts): void {
  api.get(
    '/api/sites/:key/annotations',
    {
      schema: { params: siteKey, querystring: annotationQuery, response: { 200: annotationList } },
      config: { summary: 'Notes on the charts of a site, newest first', errors: ['not_found', 'store_unavailable'] },
    },
    async ({ params, query: { start, end } }) => {
      const { id } = findSite(sites, params.key)
      const range = {
        start: start === undefined ? 0 : Date.parse(start),
        end: end === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(end),
      }
      return { data: (await annotations.list(id, { ...range, limit: MOST })).map(answerOf) }
    },
  )
}

const answerOf = ({ at, kind }: StoredAnnotation): Annotation => ({
  at: new Date(at).toISOString(),
  kind,
  ...ANNOTATIONS[kind],
})
