import { COLUMNS, FULL_WEIGHT, SESSION_DIMENSION_NAMES, type SessionDimension } from '@lethe/catalogue'
import { ENTRY_FACT_NAMES, type EntryFacts } from '@lethe/identity'
import { blankRecord } from '../blank-record.ts'
import type { PageFacts, Passage } from '../passage.ts'
import { sourceOf } from '../source.ts'
import { scrubValue } from './scrub-value.ts'

type Entry = { -readonly [Name in keyof EntryFacts]: EntryFacts[Name] }

const SESSION_NAMES: ReadonlySet<string> = new Set(SESSION_DIMENSION_NAMES)

const blankEntry = blankRecord<keyof EntryFacts, string | number>(ENTRY_FACT_NAMES, defaultOf)

/** Puts together, per page, what a session that begins there would be known by: every session-scoped dimension. */
export function putEntry(passage: Passage): void {
  const ofVisitor = blankEntry()
  fillContext(ofVisitor, passage)
  fillDevice(ofVisitor, passage)
  ofVisitor.country = passage.country
  ofVisitor.weight = weightOf(passage.siteOrThrow.sampling)
  for (const [page, facts] of passage.pages) passage.entries.set(page, entryAt(facts, { ...ofVisitor }))
}

/** How many sessions one stands for when so many percent of them are kept, in millionths. */
function weightOf(sampling: number): number {
  return Math.round((FULL_WEIGHT * 100) / Math.min(Math.max(sampling, 1), 100))
}

/** Dimensions that the page itself reports, whichever the catalogue declares. */
function fillContext(entry: Entry, passage: Passage): void {
  const { beacon } = passage
  for (const name in beacon.context) {
    if (isSessionDimension(name)) {
      entry[name] = scrubValue(name, beacon.context[name] ?? '', passage.cleaningOf(beacon))
    }
  }
}

function fillDevice(entry: Entry, { device }: Passage): void {
  if (!device) return
  entry.browser = device.browser
  entry.browser_major = device.browser_major
  entry.engine = device.engine
  entry.os = device.os
  entry.os_major = device.os_major
  entry.device_type = device.device_type
}

function entryAt({ path, utm, referrer }: PageFacts, entry: Entry): EntryFacts {
  const referrer_hostname = referrer?.hostname ?? ''
  entry.entry_path = path
  entry.referrer = referrer ? referrer.hostname + referrer.path : ''
  entry.referrer_hostname = referrer_hostname
  return Object.assign(entry, utm, sourceOf({ referrer_hostname, utm }))
}

function isSessionDimension(name: string): name is SessionDimension {
  return SESSION_NAMES.has(name)
}

/** What the store fills in for an unknown value of the column. */
function defaultOf(name: keyof EntryFacts): string | number {
  return COLUMNS[name].sql.startsWith('UInt') ? 0 : ''
}
