import { LIMITS } from '@lethe/catalogue'
import { batchBody } from '@lethe/testkit'
import { expect, it } from 'vitest'
import { readBatch } from './read-batch.ts'

const read = (change: object) => readBatch({ ...batchBody(), ...change })

it('reads no more pages than are allowed; items of the others count as malformed', () => {
  const pages = Array.from({ length: LIMITS.pages + 1 }, (_, at) => ({ id: `p${at}`, url: 'https://s.example/' }))
  const items = [
    { id: '1', page: `p${LIMITS.pages - 1}`, type: 'pageview', age_ms: 0 },
    { id: '2', page: `p${LIMITS.pages}`, type: 'pageview', age_ms: 0 },
  ]
  expect(read({ pages, items })).toMatchObject({ items: [{ id: '1' }], malformed_count: 1 })
})

it.each(['true', 1, {}, null])('takes %j for no signal', (sent) => {
  const { signals } = read({ context: { is_automated: sent, is_gpc: sent, is_dnt: sent } })
  expect(signals).toEqual({ is_automated: false, is_prerendering: false, is_gpc: false, is_dnt: false })
})
