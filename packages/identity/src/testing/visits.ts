import { randomBytes } from 'node:crypto'
import { openMemoryEphemeral } from '@lethe/store/ephemeral'
import { fakeClock } from '@lethe/testkit'
import { ENTRY_FACT_NAMES, type EntryFacts, openIdentity, type Visit, type VisitItem } from '../index.ts'

const ANN = { ip: '203.0.113.7', user_agent: 'Mozilla/5.0 CanaryBrowser/1.0' }

/** A mechanism in memory, with a clock that stands at `start`. */
export function setUp(start: string) {
  const clock = fakeClock(start)
  const identity = openIdentity({ ephemeral: openMemoryEphemeral({ randomBytes, now: clock.now }), randomBytes })
  return { clock, identity }
}

/** A pageview of `/`, unless told otherwise. */
export function item(change: Partial<VisitItem> = {}): VisitItem {
  const path = change.path ?? '/'
  const entry = Object.fromEntries(ENTRY_FACT_NAMES.map((name) => [name, name === 'entry_path' ? path : '']))
  return {
    type: 'pageview',
    is_automatic: false,
    page_id: '',
    path,
    age_ms: 0,
    entry: entry as EntryFacts,
    ...change,
  }
}

/** A visit of Ann. */
export function visit(items: readonly VisitItem[] = [item()], change: Partial<Visit> = {}): Visit {
  return { site_id: 1, environment: 'production', timezone: 'UTC', ...ANN, items, ...change }
}
