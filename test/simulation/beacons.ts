import type { SeededRandom } from '@lethe/testkit'
import { type Action, type Page, type Sending, userAgentOf } from './script.ts'

/** A request as it arrives behind the operator's proxy on loopback. */
export interface Arrival {
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
}

/** What a sending looks like at this time of the server's clock: every try is older. */
export function arrivalOf(sending: Sending, now: number, random: SeededRandom): Arrival {
  const { person, line, isFiltered } = sending
  return {
    body: person.form === 'single' ? singleOf(sending) : batchOf(sending, now),
    headers: {
      'user-agent': userAgentOf(sending),
      'x-forwarded-for': line.spell(random),
      ...(isFiltered === 'gpc' && { 'sec-gpc': '1' }),
    },
  }
}

const urlOf = ({ host, path, origin }: Page) => `https://${host}${path}${origin.query && `?${origin.query}`}`
const said = (context: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(context).filter(([, value]) => value !== ''))

function batchOf({ person, actions, release }: Sending, now: number): unknown {
  const pages = [...new Set(actions.map(({ page }) => page))]
  return {
    v: 1,
    client_key: person.site.client_key,
    environment: person.environment,
    release,
    context: { ...said(person.context), is_automated: false, is_gpc: false, is_dnt: false },
    pages: pages.map((page) => ({
      id: page.id,
      url: urlOf(page),
      referrer: page.origin.referrer || undefined,
      navigation_type: page.navigation_type,
    })),
    items: actions.map(({ id, page, type, at, fields }) => ({
      ...fields,
      id,
      page: page.id,
      type,
      age_ms: Math.max(0, now - at),
    })),
  }
}

const EVENT_NAMES: Partial<Record<Action['type'], string>> = {
  pageview: 'Pageview',
  vitals: 'WebVital',
  error: 'Error',
}
const WIDTHS: Readonly<Record<string, number>> = { sm: 700, lg: 1_280, xl: 1_920 }

/** One object per item, without ids and ages. */
function singleOf({ person, actions, release }: Sending): unknown {
  const [{ page, type, fields, values }] = actions as [Action]
  return {
    client_key: person.site.client_key,
    environment: person.environment,
    release,
    event_name: EVENT_NAMES[type] ?? fields.name,
    url: urlOf(page),
    referrer: page.origin.referrer || undefined,
    user_agent: 'not to be believed',
    language: person.context.language,
    connection_type: person.context.connection_type,
    screen_width: WIDTHS[person.context.screen_class ?? ''],
    ...(type === 'vitals' && { web_vital_lcp: values.lcp_ms, web_vital_fid: 5 }),
    ...(type === 'error' && fields),
  }
}
