import { expect, it } from 'vitest'
import { outcomeWith, TAKEN } from '../testing/filter-site.ts'

const BLOCKED = 'filtered/country_blocked'

it.each([
  [{ blocked_countries: ['AQ'] }, 'AQ', BLOCKED],
  [{ blocked_countries: ['aq'] }, 'AQ', BLOCKED],
  [{ blocked_countries: ['AQ'] }, 'AU', TAKEN],
  [{ blocked_countries: ['UK'] }, 'GB', BLOCKED],
  [{ blocked_countries: ['AQ'] }, '', TAKEN],
  [{ blocked_countries: ['ZZ'] }, '', BLOCKED],
  [{ allowed_countries: ['DE', 'AT'] }, 'AT', TAKEN],
  [{ allowed_countries: ['DE', 'AT'] }, 'CH', BLOCKED],
  [{ allowed_countries: ['DE'] }, '', BLOCKED],
  [{ allowed_countries: ['DE', 'ZZ'] }, '', TAKEN],
  [{ allowed_countries: ['DE'], blocked_countries: ['DE'] }, 'DE', BLOCKED],
  [{}, '', TAKEN],
])('%j and %s: %s', async (filters, country, expected) => {
  expect(await outcomeWith(filters, { country })).toBe(expected)
})
