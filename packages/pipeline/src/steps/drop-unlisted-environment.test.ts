import { NO_INBOUND_FILTERS } from '@lethe/catalogue'
import { batchBody } from '@lethe/testkit'
import { expect, it } from 'vitest'
import { outcomeWith, TAKEN } from '../testing/filter-site.ts'
import { setUpPipeline } from '../testing/run-pipeline.ts'

const UNKNOWN = 'filtered/environment_unknown'

it.each([
  [['staging'], 'staging', TAKEN],
  [['staging'], 'Staging', UNKNOWN],
  [['staging'], 'staging2', UNKNOWN],
  [['staging'], undefined, UNKNOWN],
  [['production'], undefined, TAKEN],
  [[], 'anything', TAKEN],
])('%j and %s: %s', async (allowed_environments, environment, expected) => {
  expect(await outcomeWith({ allowed_environments }, { body: { ...batchBody(), environment } })).toBe(expected)
})

it('takes a known environment however many others came before', async () => {
  let inbound_filters = NO_INBOUND_FILTERS
  const { collect } = setUpPipeline({
    ports: {},
    site: {
      get inbound_filters() {
        return inbound_filters
      },
    },
  })
  for (let at = 0; at < 20; at++) await collect(batchBody({ environment: `preview-${at}` }))
  expect((await collect(batchBody({ environment: 'staging' }))).outcomes).toEqual([UNKNOWN])
  inbound_filters = { ...NO_INBOUND_FILTERS, allowed_environments: ['staging'] }
  expect((await collect(batchBody({ environment: 'staging' }))).outcomes).toEqual([TAKEN])
})
