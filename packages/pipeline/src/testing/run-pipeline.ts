import { randomBytes } from 'node:crypto'
import type { Outcome } from '@lethe/catalogue'
import { openIdentity } from '@lethe/identity'
import { openMemoryEphemeral } from '@lethe/store/ephemeral'
import type { EventRow } from '@lethe/store/events/port'
import { fakeClock } from '@lethe/testkit'
import { parseBeacon } from '../parse/parse-beacon.ts'
import type { CollectRequest } from '../passage.ts'
import { type CollectResult, openPipeline, type PreviewItem } from '../pipeline.ts'
import type { PipelinePorts, SiteSettings } from '../ports.ts'
import type { Step } from '../steps.ts'

export const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

export const SITE: SiteSettings = {
  id: 7,
  timezone: 'Europe/Berlin',
  webvitals_enabled: true,
  errors_enabled: true,
  sampling: 100,
  filter_bots: true,
  filter_localhost: true,
  honor_gpc: true,
  honor_dnt: false,
  query_params: [],
  include_fragment: false,
  retention_days: 365,
}

const REQUEST: CollectRequest = { ip: '203.0.113.7', user_agent: FIREFOX, is_gpc: false, is_dnt: false }

/** A pipeline on memory alone, with everything that leaves it in reach. */
export function setUpPipeline(
  options: { site?: Partial<SiteSettings> | null; ports?: Partial<PipelinePorts>; steps?: readonly Step[] } = {},
) {
  const clock = fakeClock('2026-11-23T10:00:30Z')
  const rows: EventRow[] = []
  const counts: [number, Outcome, number][] = []
  const faults: unknown[] = []
  const identity = openIdentity({ ephemeral: openMemoryEphemeral({ randomBytes, now: clock.now }), randomBytes })
  const ports: PipelinePorts = {
    findSite: () => (options.site === null ? null : { ...SITE, ...options.site }),
    identity,
    countryOf: (ip) => (ip === '' ? '' : 'DE'),
    reserve: () => true,
    append: async (entry) => void rows.push(...entry.rows),
    count: (...args) => counts.push(args),
    report: (error) => faults.push(error),
    randomBytes,
    now: clock.now,
    ...options.ports,
  }
  const pipeline = openPipeline(ports, options.steps)
  return {
    clock,
    rows,
    counts,
    faults,
    collect: (body: unknown, request: Partial<CollectRequest> = {}): Promise<CollectResult> =>
      pipeline.collect(parseBeacon(JSON.stringify(body)), { ...REQUEST, ...request }),
    preview: (body: unknown, request: Partial<CollectRequest> = {}): Promise<readonly PreviewItem[]> =>
      pipeline.preview(parseBeacon(JSON.stringify(body)), { ...REQUEST, ...request }),
  }
}
