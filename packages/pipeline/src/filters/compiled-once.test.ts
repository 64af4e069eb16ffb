import { DEFAULT_INBOUND_FILTERS } from '@lethe/catalogue'
import { expect, it } from 'vitest'
import { compiledOnce } from './compiled-once.ts'

it('compiles settings once, and changed ones again', () => {
  let count = 0
  const compiled = compiledOnce(({ blocked_paths }) => {
    count++
    return blocked_paths.length === 0 ? null : blocked_paths
  })
  const changed = { ...DEFAULT_INBOUND_FILTERS, blocked_paths: ['/a'] }
  for (const filters of [DEFAULT_INBOUND_FILTERS, changed, DEFAULT_INBOUND_FILTERS, changed]) compiled(filters)
  expect(count).toBe(2)
  expect(compiled(changed)).toEqual(['/a'])
})
