import { randomBytes } from 'node:crypto'
import { openIdentity } from '@lethe/identity'
import { openPipeline, parseBeacon } from '@lethe/pipeline'
import { openMemoryEphemeral } from '@lethe/store/ephemeral'
import { batchBody } from '@lethe/testkit'

// Items a second through the whole pipeline. Bounded: about ten seconds.
const BEACONS = 20_000
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const print = (metric: string, value: number, unit: string) =>
  console.log(JSON.stringify({ bench: 'pipeline', metric, value: Math.round(value * 100) / 100, unit }))
const ipOf = (visitor: number) => `10.${(visitor >> 16) & 255}.${(visitor >> 8) & 255}.${visitor & 255}`

const site = {
  id: 1,
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
const identity = openIdentity({ ephemeral: openMemoryEphemeral({ randomBytes, now: Date.now }), randomBytes })
const pipeline = openPipeline({
  findSite: () => site,
  identity,
  countryOf: () => 'DE',
  reserve: () => true,
  append: async () => undefined,
  count: () => {},
  randomBytes,
  now: Date.now,
})

const bodies = new Array(100).fill(0).map((_, at) =>
  JSON.stringify(
    batchBody({
      pages: [{ id: `p${at}`, url: `https://shop.example/p/${at}?x=1`, referrer: 'https://www.google.com/' }],
      items: [
        { id: 'view-#', page: `p${at}`, type: 'pageview', age_ms: 5_000 },
        {
          id: 'vitals-#',
          page: `p${at}`,
          type: 'vitals',
          age_ms: 0,
          lcp_ms: 1200,
          cls_e4: 10,
          lcp_target: 'main>img.hero',
        },
      ],
    }),
  ),
)
const started = performance.now()
for (let at = 0; at < BEACONS; at++) {
  const request = { ip: ipOf(at), user_agent: FIREFOX, is_gpc: false, is_dnt: false }
  // Ids of its own, or all but the first would be duplicates.
  const body = (bodies[at % bodies.length] as string).replaceAll('-#"', `-${at}"`)
  await pipeline.collect(parseBeacon(body), request)
}
print('items_per_second', (BEACONS * 2) / ((performance.now() - started) / 1000), 'items/s')
