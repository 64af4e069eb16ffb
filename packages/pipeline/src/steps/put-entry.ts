import { COLUMNS, SESSION_DIMENSION_NAMES, type SessionDimension } from '@lethe/catalogue'
import type { EntryFacts } from '@lethe/identity'
import { blankRecord } from '../blank-record.ts'
import type { PageFacts, Passage } from '../passage.ts'
import { sourceOf } from '../source.ts'
import { scrubValue } from './scrub-value.ts'

type Entry = Record<SessionDimension, string | number>

const blankEntry = blankRecord<SessionDimension, string | number>(SESSION_DIMENSION_NAMES, defaultOf)

/** Puts together, per page, what a session that begins there would be known by: every session-scoped dimension. */
export function putEntry(passage: Passage): void {
  const ofVisitor = blankEntry()
  fillContext(ofVisitor, passage)
  fillDevice(ofVisitor, passage)
  ofVisitor.country = passage.country
  for (const [page, facts] of passage.pages) passage.entries.set(page, entryAt(facts, { ...ofVisitor }))
}

/** Dimensions that the page itself reports, whichever the catalogue declares. */
function fillContext(entry: Entry, { beacon }: Passage): void {
  for (const name of SESSION_DIMENSION_NAMES) {
    const value = beacon.context[name]
    if (value !== undefined) entry[name] = scrubValue(name, value)
  }
}

function fillDevice(entry: Entry, { device }: Passage): void {
  if (!device) return
  const { is_bot: _, ...facts } = device
  Object.assign(entry, facts)
}

function entryAt({ path, utm, referrer }: PageFacts, entry: Entry): EntryFacts {
  const referrer_hostname = referrer?.hostname ?? ''
  entry.entry_path = path
  entry.referrer = referrer ? referrer.hostname + referrer.path : ''
  entry.referrer_hostname = referrer_hostname
  return Object.assign(entry, utm, sourceOf({ referrer_hostname, utm }))
}

/** What the store fills in for an unknown value of the column. */
function defaultOf(name: SessionDimension): string | number {
  return COLUMNS[name].sql.startsWith('UInt') ? 0 : ''
}
