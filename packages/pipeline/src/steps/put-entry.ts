import { COLUMNS, SESSION_DIMENSION_NAMES, type SessionDimension } from '@lethe/catalogue'
import type { EntryFacts } from '@lethe/identity'
import type { PageFacts, Passage } from '../passage.ts'
import { sourceOf } from '../source.ts'
import { scrubValue } from './scrub-value.ts'

type Known = Partial<Record<SessionDimension, string | number>>

/** Puts together, per page, what a session that begins there would be known by: every session-scoped dimension. */
export function putEntry(passage: Passage): void {
  const ofVisitor = { ...fromContext(passage), ...fromDevice(passage), country: passage.country }
  for (const [page, facts] of passage.pages) {
    const known: Known = { ...ofVisitor, ...fromPage(facts) }
    const entry = SESSION_DIMENSION_NAMES.map((name) => [name, known[name] ?? defaultOf(name)] as const)
    passage.entries.set(page, Object.freeze(Object.fromEntries(entry)) as EntryFacts)
  }
}

/** Dimensions that the page itself reports, whichever the catalogue declares. */
function fromContext({ beacon }: Passage): Known {
  const known: Known = {}
  for (const name of SESSION_DIMENSION_NAMES) {
    const value = beacon.context[name]
    if (value !== undefined) known[name] = scrubValue(name, value)
  }
  return known
}

function fromDevice({ device }: Passage): Known {
  if (!device) return {}
  const { is_bot: _, ...known } = device
  return known
}

function fromPage(page: PageFacts): Known {
  const { utm, referrer } = page
  return {
    entry_path: page.path,
    ...utm,
    referrer: referrer ? referrer.hostname + referrer.path : '',
    referrer_hostname: referrer?.hostname ?? '',
    ...sourceOf({ referrer_hostname: referrer?.hostname ?? '', utm }),
  }
}

/** What the store fills in for an unknown value of the column. */
function defaultOf(name: SessionDimension): string | number {
  return COLUMNS[name].sql.startsWith('UInt') ? 0 : ''
}
