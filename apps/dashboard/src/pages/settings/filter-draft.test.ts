import { DEFAULT_INBOUND_FILTERS, INBOUND_FILTER_NAMES, type Site } from '@lethe/catalogue'
import { expect, test } from 'vitest'
import { ApiError } from '../../api/errors.ts'
import {
  filterChangeOf,
  filterDraftOf,
  inboundFiltersOf,
  LIST_FILTERS,
  refusedEntry,
  SWITCH_FILTERS,
} from './filter-draft.ts'

const FILTERS = {
  ...DEFAULT_INBOUND_FILTERS,
  blocked_networks: ['10.0.0.0/8', '::1'],
  blocked_paths: ['/a,b', '/admin/**'],
  filter_prerender: false,
}
const SITE = {
  name: 'Shop',
  inbound_filters: FILTERS,
  sampling: 50,
  filter_bots: true,
  filter_localhost: false,
  quota_items_per_day: 5_000,
} as unknown as Site

test('every filter is in the form, once', () => {
  expect([...LIST_FILTERS, ...SWITCH_FILTERS].sort()).toEqual([...INBOUND_FILTER_NAMES].sort())
})

test('what is typed and what is sent are the same', () => {
  expect(filterChangeOf(SITE, filterDraftOf(SITE))).toEqual(SITE)
  const free = { ...SITE, quota_items_per_day: null }
  expect(filterChangeOf(free, filterDraftOf(free))).toEqual(free)
})

test('blanks, empty lines and what is typed twice are left out', () => {
  const draft = filterDraftOf(SITE)
  const typed = { ...draft, lists: { ...draft.lists, blocked_countries: '\n DE \n\nAT\nDE' } }
  expect(inboundFiltersOf(typed).blocked_countries).toEqual(['DE', 'AT'])
})

test('a refusal names the entry, whether it was saved or tried', () => {
  const refusal = (path: string) =>
    new ApiError({ code: 'invalid_request', title: 'x', details: [{ path, expected: 'a network' }] })
  const words = 'Blocked networks: “::1” cannot be taken. Expected: a network.'
  expect(refusedEntry(refusal('inbound_filters.blocked_networks.1'), FILTERS)).toBe(words)
  expect(refusedEntry(refusal('blocked_networks.1'), FILTERS)).toBe(words)
  for (const path of ['name', 'query_params.0', 'inbound_filters.blocked_networks']) {
    expect(refusedEntry(refusal(path), FILTERS)).toBeNull()
  }
  expect(refusedEntry(null, FILTERS)).toBeNull()
})
