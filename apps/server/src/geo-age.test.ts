import { expect, it } from 'vitest'
import { warnOfOldGeo } from './geo-age.ts'

const built_at = Date.parse('2026-06-01T03:00:00Z')

it.each([
  ['2026-06-02T00:00:00Z', null],
  ['2026-08-30T03:00:00Z', null],
  ['2026-08-30T03:00:01Z', expect.stringContaining('of 2026-06-01, older than 90 days')],
])('at %s a database of June 1st leads to %j', (now, warning) => {
  expect(warnOfOldGeo({ built_at }, Date.parse(now))).toEqual(warning)
})

it('says nothing of a database whose age is unknown', () => {
  expect(warnOfOldGeo({ built_at: null }, built_at)).toBeNull()
})
