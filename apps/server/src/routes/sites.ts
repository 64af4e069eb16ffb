import { AppError, type SiteChange } from '@lethe/catalogue'
import type { StoredSite } from '@lethe/store/control'
import { z } from 'zod'
import { accountOf, assertMayChange } from '../auth/gate.ts'
import { deletionAnswer } from '../erasure/deletion-answer.ts'
import type { Erasures } from '../erasure/erasures.ts'
import type { Retention } from '../erasure/retention.ts'
import { deletion } from '../schemas/deletions.ts'
import { site, siteChange, siteKey, siteList, siteListQuery, withSnippet } from '../schemas/site.ts'
import type { SiteDirectory } from '../site-directory.ts'
import type { Reach } from '../web/origin.ts'
import type { ScriptFile } from '../web/script-file.ts'
import { pinnedSnippetOf, snippetOf } from '../web/snippet.ts'
import type { App } from '../web/zod-provider.ts'

/** A deletion that takes longer goes on behind the answer. */
const PATIENCE_MS = 10_000

export interface SitesParts {
  readonly sites: SiteDirectory
  readonly reach: Reach
  readonly script: ScriptFile
  readonly erasures: Erasures
  readonly retention: Pick<Retention, 'enforce'>
}

/** The sites and their settings. */
export function addSites(api: App, parts: SitesParts): void {
  addSiteList(api, parts)
  addOneSite(api, parts)
}

function addSiteList(api: App, { sites }: SitesParts): void {
  api.get(
    '/api/sites',
    { schema: { querystring: siteListQuery, response: { 200: siteList } }, config: { summary: 'All sites' } },
    ({ query: { page, pageSize } }) => {
      const all = sites.list()
      const data = all.slice((page - 1) * pageSize, page * pageSize).map(answerOf)
      return { data, page, page_size: pageSize, has_more: all.length > page * pageSize }
    },
  )
  api.post(
    '/api/sites',
    {
      schema: { body: siteChange, response: { 201: site } },
      config: { summary: 'Add a site', errors: ['forbidden'] },
    },
    async (request, reply) => {
      assertMayChange(request)
      return reply.code(201).send(answerOf(await sites.create(definedOf(request.body))))
    },
  )
}

function addOneSite(api: App, { sites, reach, script, erasures, retention }: SitesParts): void {
  api.get(
    '/api/sites/:key',
    {
      schema: { params: siteKey, querystring: withSnippet, response: { 200: site } },
      config: { summary: 'A site', errors: ['not_found'] },
    },
    (request) => {
      const found = findSite(sites, request.params.key)
      if (request.query.withSnippet !== 'true') return answerOf(found)
      const facts = { ...found, origin: reach.originOf(request) }
      return { ...answerOf(found), snippet: snippetOf(facts), snippet_pinned: pinnedSnippetOf(facts, script) }
    },
  )
  api.put(
    '/api/sites/:key',
    {
      schema: { params: siteKey, body: siteChange.partial(), response: { 200: site } },
      config: { summary: "Change a site's settings; what is left out stays", errors: ['forbidden', 'not_found'] },
    },
    async (request) => {
      assertMayChange(request)
      const { key, retention_days } = findSite(sites, request.params.key)
      const changed = await sites.change(key, definedOf(request.body))
      if (changed.retention_days < retention_days) void retention.enforce()
      return answerOf(changed)
    },
  )
  api.delete(
    '/api/sites/:key',
    {
      schema: { params: siteKey, response: { 202: deletion, 204: z.null() } },
      config: {
        summary: 'Delete a site with all its data; 204 when that is done, 202 with the record while it goes on',
        errors: ['forbidden', 'not_found', 'store_unavailable'],
      },
    },
    async (request, reply) => {
      assertMayChange(request)
      const found = findSite(sites, request.params.key)
      const { id: account_id } = accountOf(request)
      const begun = await erasures.begin({ site: found, scope: 'site', account_id })
      const record = await erasures.wait(begun, PATIENCE_MS)
      if (record.finished_at !== null) return reply.code(204).send(null)
      return reply.code(202).send(deletionAnswer(record))
    },
  )
}

export function findSite(sites: Pick<SiteDirectory, 'byKey'>, key: string): StoredSite {
  const found = sites.byKey(key)
  if (found === null) throw new AppError('not_found', 'There is no such site.')
  return found
}

/** What a change leaves out is absent, not undefined: the store would write it. */
const definedOf = ({ origin_allowlist, ...change }: z.output<ReturnType<typeof siteChange.partial>>): SiteChange =>
  Object.fromEntries(
    Object.entries({
      ...change,
      ...(origin_allowlist && { inbound_filters: { ...change.inbound_filters, origin_allowlist } }),
    }).filter(([, value]) => value !== undefined),
  ) as unknown as SiteChange

/** What the API says of a site: everything but its number in the events table, and one list under its other name too. */
function answerOf({ id: _id, ...shown }: StoredSite) {
  const { origin_allowlist } = shown.inbound_filters
  return { ...shown, query_params: [...shown.query_params], origin_allowlist }
}
