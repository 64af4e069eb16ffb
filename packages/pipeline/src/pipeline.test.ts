import { randomBytes } from 'node:crypto'
import { openIdentity } from '@lethe/identity'
import { openMemoryEphemeral } from '@lethe/store/ephemeral'
import { batchBody, fakeClock, singleBody } from '@lethe/testkit'
import { it } from 'vitest'
import { openPipeline, parseBeacon } from './index.ts'

it('smoke', async () => {
  const { now } = fakeClock('2026-11-23T10:00:00Z')
  const identity = openIdentity({ ephemeral: openMemoryEphemeral({ randomBytes }), now, randomBytes })
  const rows: unknown[] = []
  const site = {
    id: 1,
    timezone: 'UTC',
    webvitals_enabled: true,
    errors_enabled: true,
    sampling: 100,
    filter_bots: true,
    filter_localhost: true,
    honor_dnt: false,
    honor_gpc: true,
    query_params: [],
    include_fragment: false,
    retention_days: 365,
  }
  const p = openPipeline({
    findSite: () => site,
    identity,
    countryOf: () => 'DE',
    reserve: () => true,
    store: (r) => {
      rows.push(...r)
      return true
    },
    count: (...a) => console.error(a),
    randomBytes,
    report: console.error,
  })
  const request = {
    ip: '1.2.3.4',
    user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    is_gpc: false,
    is_dnt: false,
  }
  console.error(await p.collect(parseBeacon(JSON.stringify(batchBody())), request))
  console.error(
    await p.collect(
      parseBeacon(
        JSON.stringify(singleBody({ page_load_dns: 0, referrer: 'https://www.google.de/x?q=1', page_load_ttfb: 12.4 })),
      ),
      request,
    ),
  )
  console.error(rows)
})
