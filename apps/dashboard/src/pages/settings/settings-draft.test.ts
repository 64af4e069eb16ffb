import { DEFAULT_INBOUND_FILTERS, DEFAULT_SCRUB_SETTINGS, EMPTY_NOTICE, type Site } from '@lethe/catalogue'
import { expect, test } from 'vitest'
import { changeOf, draftOf } from './settings-draft.ts'

const site: Site = {
  key: 'k',
  client_key: '0'.repeat(32),
  name: 'Shop',
  timezone: 'Europe/Berlin',
  webvitals_enabled: true,
  errors_enabled: false,
  sampling: 100,
  filter_bots: true,
  filter_localhost: true,
  honor_gpc: true,
  honor_dnt: false,
  query_params: ['page'],
  include_fragment: false,
  retention_days: 365,
  k_threshold: 5,
  scrub_settings: DEFAULT_SCRUB_SETTINGS,
  inbound_filters: DEFAULT_INBOUND_FILTERS,
  learn_paths: false,
  learn_paths_limit: 200,
  quota_items_per_day: null,
  privacy_notice: EMPTY_NOTICE,
  created_at: 1,
  changed_at: 1,
  first_pageview_at: null,
  snippet: '<script>',
}

test('only what may be changed is sent back', () => {
  const {
    key: _key,
    client_key: _client,
    privacy_notice: _notice,
    scrub_settings: _scrubbing,
    inbound_filters: _filters,
    learn_paths: _learning,
    learn_paths_limit: _limit,
    quota_items_per_day: _quota,
    filter_bots: _bots,
    filter_localhost: _local,
    sampling: _sampling,
    created_at: _at,
    changed_at: _changed,
    first_pageview_at: _first,
    snippet: _text,
    ...settings
  } = site
  expect(changeOf(draftOf(site))).toEqual(settings)
})

test('query keys are split at commas and blanks, each once', () => {
  expect(changeOf({ ...draftOf(site), query_params: ' page, sort  page\nq ' }).query_params).toEqual([
    'page',
    'sort',
    'q',
  ])
})
