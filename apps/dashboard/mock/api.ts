import {
  type AbuseRow,
  ANNOTATIONS,
  type Annotation,
  DEFAULT_INBOUND_FILTERS,
  DEFAULT_SCRUB_SETTINGS,
  type Deletion,
  type DeletionRequest,
  EMPTY_NOTICE,
  ERROR_CODES,
  type ErrorCode,
  type FilterDryRun,
  type InboundFilters,
  type LoginState,
  type Notice,
  type OutcomeRow,
  type PathTemplate,
  type QueryRequest,
  type QuotaState,
  type ScrubSum,
  type Site,
  type TrialAnswer,
  type TrialRequest,
  type ValueLimitRow,
} from '@lethe/catalogue'
import { answerQuery, Refusal } from './answer-query.ts'
import { hourly } from './model.ts'

export interface Answer {
  readonly status: number
  readonly json?: unknown
}

const HOUR = 3_600_000
const made = (key: string, name: string, first_pageview_at: number | null): Site => ({
  key,
  name,
  first_pageview_at,
  client_key: `${key}0123456789abcdef0123456789abcdef`.replace(/[^0-9a-f]/g, 'c').slice(0, 32),
  timezone: 'Europe/Berlin',
  webvitals_enabled: true,
  errors_enabled: true,
  sampling: 100,
  filter_bots: true,
  filter_localhost: true,
  honor_gpc: true,
  honor_dnt: false,
  query_params: ['page'],
  include_fragment: false,
  retention_days: 365,
  k_threshold: 0,
  scrub_settings: DEFAULT_SCRUB_SETTINGS,
  inbound_filters: DEFAULT_INBOUND_FILTERS,
  learn_paths: false,
  learn_paths_limit: 200,
  quota_items_per_day: null,
  privacy_notice: EMPTY_NOTICE,
  created_at: Date.UTC(2025, 2, 1),
  changed_at: Date.UTC(2025, 2, 1),
})

/** State of the mock; `reset` gives a fresh one to every test. */
const state = {
  templates: [] as PathTemplate[],
  deletions: [] as Deletion[],
  sites: [] as Site[],
  login: {} as LoginState,
  notices: [] as readonly Notice[],
  polls: 0,
}
const ACCOUNT = { id: 1, email: 'owner@shop.example', name: 'Ada', role: 'owner' } as const

export function reset(login: Partial<LoginState> = {}, notices: readonly Notice[] = []): void {
  state.sites = [
    made('shop', 'Alpine Shop', Date.UTC(2025, 2, 2)),
    made('docs', 'docs.shop.example', Date.UTC(2025, 8, 2)),
  ]
  state.login = { account: ACCOUNT, is_set_up: true, can_sign_in: true, ...login }
  state.notices = notices
  state.templates = [
    { template: '/users/*', learnt_at: '2026-03-09T08:15:00.000Z', child_count: 201, is_kept: false },
    { template: '/blog/*', learnt_at: '2026-03-01T18:40:00.000Z', child_count: 201, is_kept: true },
  ]
  state.polls = 0
  state.deletions = []
}
reset()

const refuse = (code: ErrorCode, detail?: string): Answer => ({
  status: ERROR_CODES[code].status,
  json: { code, title: ERROR_CODES[code].title, detail, request_id: 'r1' },
})

const snippetOf = (site: Site) => `<script async src="http://localhost:8787/script.js"></script>
<script>
  window.lethe = window.lethe || function () { (lethe.q = lethe.q || []).push(arguments) }
  lethe('config', { clientKey: '${site.client_key}' })
</script>`

const REFUSED: readonly AbuseRow[] = [
  {
    network: '203.0.113.7',
    of: 'site',
    reason: 'limited/rate_limit',
    count: 1234,
    last_at: '2026-11-23T10:00:00.000Z',
  },
]

const FULL_COLUMNS: readonly ValueLimitRow[] = [
  { column: 'path', value_count: 10_000, max_values_per_day: 10_000, overflow_count: 31_207 },
  { column: 'event_name', value_count: 12, max_values_per_day: 500, overflow_count: 0 },
]

function quotaOf(key: string): Answer {
  const quota_items_per_day = state.sites.find((one) => one.key === key)?.quota_items_per_day ?? null
  const used: QuotaState = {
    quota_items_per_day,
    item_count: 1_234,
    start: '2026-11-22T23:00:00.000Z',
    end: '2026-11-23T23:00:00.000Z',
  }
  return { status: 200, json: used }
}

function outcomes(key: string, start: string, end: string): OutcomeRow[] {
  const rows: OutcomeRow[] = []
  for (let at = Date.parse(start); at < Date.parse(end); at += 6 * HOUR) {
    const hour = new Date(at).toISOString()
    const count = Math.round(hourly(key, at) * 6)
    rows.push({ hour, outcome: 'accepted', reason: 'accepted', count })
    rows.push({ hour, outcome: 'filtered', reason: 'bot', count: Math.round(count / 9) })
    rows.push({ hour, outcome: 'filtered', reason: 'opted_out', count: Math.round(count / 40) })
    if (at % (48 * HOUR) === 0) rows.push({ hour, outcome: 'invalid', reason: 'malformed', count: 2 })
  }
  return rows
}

const SCRUBS: readonly ScrubSum[] = [
  { type: 'email', position: 'path', count: 4_120 },
  { type: 'email', position: 'referrer', count: 37 },
  { type: 'name', position: 'path', count: 812 },
  { type: 'name', position: 'prop_value', count: 240 },
  { type: 'phone', position: 'prop_value', count: 61 },
  { type: 'number', position: 'path', count: 1_904 },
  { type: 'token', position: 'error_message', count: 12 },
]

/** Knows email addresses only. */
function tried(body: string): TrialAnswer {
  const { text, position } = JSON.parse(body) as TrialRequest
  const output = text.replace(/^https?:\/\//, '').replace(/\?.*/, '')
  const scrubs = [...output.matchAll(/[\w.]+@[\w.]+/g)].map(
    () => ({ type: 'email', position, reason: 'plain' }) as const,
  )
  return {
    output: output.replace(/[\w.]+@[\w.]+/g, '[email]'),
    utm: {},
    templates: output.includes('/users/') ? ['/users/*'] : [],
    cuts: text.includes('?') ? ['query'] : [],
    scrubs,
  }
}

/** Every list refuses a little, but networks, of which nothing is kept. */
function dryRun(body: string, now: number): Answer {
  const filters = JSON.parse(body) as InboundFilters
  const wrong = filters.blocked_networks.findIndex((entry) => !/^[\da-f.:]+(\/\d+)?$/.test(entry))
  if (wrong >= 0) {
    const details = [{ path: `blocked_networks.${wrong}`, expected: 'an IP address or a network' }]
    return { status: 400, json: { code: 'invalid_request', title: 'The request is not valid', details } }
  }
  const rules: FilterDryRun['rules'] = Object.entries(filters).flatMap(([name, value], at) => {
    const filter = name as keyof InboundFilters
    if (value === false || (Array.isArray(value) && value.length === 0)) return []
    if (/network|prerender/.test(name)) return { filter, item_count: null, session_count: null, gap: 'not_kept' }
    return { filter, item_count: 40 * at + 12, session_count: 9 * at + 4, gap: null }
  })
  const [start, end] = [now - HOUR, now].map((time) => new Date(time).toISOString()) as [string, string]
  return { status: 200, json: { start, end, item_count: 1_820, session_count: 412, rules } satisfies FilterDryRun }
}

/** Two restarts in one night, and one an hour ago. */
function annotations(start: string, end: string, now: number): Annotation[] {
  return [HOUR, 75 * HOUR, 76 * HOUR]
    .map((ago) => new Date(Math.floor((now - ago) / 60_000) * 60_000).toISOString())
    .filter((at) => at >= start && at < end)
    .map((at) => ({ at, kind: 'sessions_split', ...ANNOTATIONS.sessions_split }))
}

/** Of the first site only. */
function pathTemplates(method: string, key: string, search: URLSearchParams): Answer {
  if (method === 'GET') return { status: 200, json: { data: key === 'shop' ? state.templates : [] } }
  const is = (one: PathTemplate) => one.template === search.get('template')
  state.templates =
    search.get('may_return') === 'true'
      ? state.templates.filter((one) => !is(one))
      : state.templates.map((one) => (is(one) ? { ...one, is_kept: true } : one))
  return { status: 204 }
}

function siteAnswer(method: string, key: string, body: string, search: URLSearchParams): Answer {
  const site = state.sites.find((one) => one.key === key)
  if (site === undefined) return refuse('not_found', 'No site has this key.')
  const at = state.sites.indexOf(site)
  if (method === 'DELETE') {
    state.sites.splice(at, 1)
    return { status: 204 }
  }
  if (method === 'PUT') {
    const change = JSON.parse(body) as Partial<Site>
    const inbound_filters = { ...site.inbound_filters, ...change.inbound_filters }
    state.sites[at] = { ...site, ...change, inbound_filters }
  } else if (site.first_pageview_at === null && ++state.polls >= 3)
    state.sites[at] = { ...site, first_pageview_at: Date.now() }
  const now = state.sites[at] ?? site
  return { status: 200, json: search.has('withSnippet') ? { ...now, snippet: snippetOf(now) } : now }
}

/** Export, deletion and what is stored: a deletion is done when it is asked for the second time. */
function ownerAnswer(
  { key, rest }: { readonly key: string; readonly rest: string | undefined },
  body: string,
  now: number,
): Answer | undefined {
  if (rest === 'export') return { status: 200, json: [{ path: '/' }] }
  if (rest === 'storage') {
    if (state.deletions.length > 0)
      return { status: 200, json: { row_count: 0, oldest_at: null, first_expiry_at: null } }
    const oldest_at = now - 200 * 24 * HOUR
    return { status: 200, json: { row_count: 1_284_310, oldest_at, first_expiry_at: oldest_at + 365 * 24 * HOUR } }
  }
  if (rest === 'deletions') {
    const data = state.deletions
    state.deletions = data.map((one) => ({ ...one, state: 'done', finished_at: now, row_count: 1_284_310 }))
    return { status: 200, json: { data } }
  }
  if (rest !== 'delete') return undefined
  const { confirm } = JSON.parse(body) as DeletionRequest
  if (state.sites.find((site) => site.key === key)?.name !== confirm) return refuse('invalid_request', 'Not the name.')
  const facts = { id: 1, scope: 'all', requested_by: 'owner@shop.example', row_count: null, finished_at: null } as const
  state.deletions = [{ ...facts, state: 'running', requested_at: now }, ...state.deletions]
  return { status: 202, json: state.deletions[0] }
}

function entryAnswer(path: string, body: string): Answer | undefined {
  if (path === '/api/logout') {
    state.login = { ...state.login, account: null }
    return { status: 204 }
  }
  if (path !== '/api/login' && path !== '/api/setup') return undefined
  const { password } = JSON.parse(body) as { password: string }
  if (password === 'wrong') return refuse('unauthenticated', 'Email or password is not right.')
  state.login = { account: ACCOUNT, is_set_up: true, can_sign_in: true }
  return { status: 200, json: state.login }
}

/** The HTTP API in miniature, for development and browser tests. */
export function answer(method: string, url: string, body: string, now = Date.now()): Answer {
  const { pathname, searchParams } = new URL(url, 'http://mock')
  if (pathname === '/api/session') return { status: 200, json: state.login }
  if (pathname === '/api/about')
    return {
      status: 200,
      json: {
        version: '0.1.0',
        geo: { name: 'DB-IP', url: 'https://db-ip.com', licence: 'CC BY 4.0', built_at: null },
        demo_url: '/demo/',
        demo_client_key: null,
      },
    }
  const entry = entryAnswer(pathname, body)
  if (entry !== undefined) return entry
  if (state.login.account === null) return refuse('unauthenticated')
  if (pathname === '/api/notices') return { status: 200, json: { data: state.notices } }
  if (pathname === '/api/sites/query') {
    try {
      return { status: 200, json: answerQuery(JSON.parse(body) as QueryRequest, now) }
    } catch (error) {
      return refuse('invalid_request', error instanceof Refusal ? error.message : String(error))
    }
  }
  if (pathname === '/api/sites' && method === 'GET') return { status: 200, json: { data: state.sites } }
  if (pathname === '/api/sites') {
    const site = { ...made('new', '', null), ...(JSON.parse(body) as Partial<Site>) }
    state.sites.push(site)
    return { status: 201, json: site }
  }
  const [, , , key = '', rest] = pathname.split('/')
  if (rest === 'abuse_log') return { status: 200, json: { data: REFUSED } }
  if (rest === 'value_limits') return { status: 200, json: { data: key === 'shop' ? FULL_COLUMNS : [] } }
  if (rest === 'quota') return quotaOf(key)
  if (rest === 'outcomes')
    return {
      status: 200,
      json: { data: outcomes(key, searchParams.get('start') ?? '', searchParams.get('end') ?? '') },
    }
  if (rest === 'scrubs') return { status: 200, json: { data: SCRUBS } }
  if (rest === 'inbound_filters') return dryRun(body, now)
  const owned = ownerAnswer({ key, rest }, body, now)
  if (owned !== undefined) return owned
  if (rest === 'depersonalize') return { status: 200, json: tried(body) }
  if (rest === 'path_templates') return pathTemplates(method, key, searchParams)
  if (rest === 'annotations') {
    const range = ['start', 'end'].map((name) => new Date(searchParams.get(name) ?? '').toISOString()) as [
      string,
      string,
    ]
    return { status: 200, json: { data: annotations(...range, now) } }
  }
  return siteAnswer(method, decodeURIComponent(key), body, searchParams)
}
