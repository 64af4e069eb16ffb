import {
  AppError,
  FILTER_ENTRY_CHARS,
  FILTER_ENTRY_KINDS,
  type FilterEntryKind,
  INBOUND_FILTERS,
  type InboundFilters,
  type ListFilterName,
} from '@lethe/catalogue'
import { parseHostname } from './hostnames.ts'
import { parseNetwork } from './network.ts'
import { parseOrigin } from './origin.ts'
import { parsePathGlob } from './path-glob.ts'

/** An entry of each kind, parsed; null for what is none. */
const PARSE = {
  origin: parseOrigin,
  hostname: parseHostname,
  network: parseNetwork,
  country: parseCountry,
  path: parsePathGlob,
  event_name: (entry: string) => (/^[\w.*-]{1,64}$/.test(entry) ? entry : null),
  environment: (entry: string) => (/^[\w.-]{1,64}$/.test(entry) ? entry : null),
} as const satisfies Record<FilterEntryKind, (entry: string) => unknown>

type KindOf<Name extends ListFilterName> = (typeof INBOUND_FILTERS)[Name]['entries']
type Parsed<Kind extends FilterEntryKind> = NonNullable<ReturnType<(typeof PARSE)[Kind]>>

/** What was expected instead of an entry, in words for its author; null when it can be taken. Never throws. */
export function entryRefusal(kind: FilterEntryKind, entry: string): string | null {
  const isTaken = entry.length <= FILTER_ENTRY_CHARS && PARSE[kind](entry) !== null
  return isTaken ? null : FILTER_ENTRY_KINDS[kind]
}

/** The entries of a filter, parsed. Throws `invalid_request` that says which one is wrong and what was expected. */
export function parseEntries<Name extends ListFilterName>(filters: InboundFilters, name: Name): Parsed<KindOf<Name>>[] {
  const kind: FilterEntryKind = INBOUND_FILTERS[name].entries
  const entries = filters[name] as readonly string[]
  return entries.map((entry, at) => {
    const expected = entryRefusal(kind, entry)
    if (expected === null) return PARSE[kind](entry) as Parsed<KindOf<Name>>
    const path = `inbound_filters.${name}.${at}`
    throw new AppError('invalid_request', `The filter is not valid at ${path}: ${expected}.`, {
      details: [{ path, expected, got: entry }],
    })
  })
}

const REGION_NAMES = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

/** Two letters in any case, as the country database spells them: UK is GB. ZZ is an unknown country. */
function parseCountry(entry: string): string | null {
  if (!/^[a-z]{2}$/i.test(entry)) return null
  const code = new Intl.Locale(`und-${entry}`).region ?? ''
  return REGION_NAMES.of(code) === undefined ? null : code
}
