import { INBOUND_FILTERS, NO_INBOUND_FILTERS } from '@lethe/catalogue'
import { expect, it } from 'vitest'
import { rowRulesOf } from './row-rules.ts'

it('tells the filters that are set, each for itself', () => {
  const rules = rowRulesOf({
    ...NO_INBOUND_FILTERS,
    blocked_countries: ['DE'],
    allowed_countries: ['AT'],
    blocked_networks: ['10.0.0.0/8'],
    filter_prerender: true,
  })
  expect(rules.map(({ filter, told }) => [filter, told?.column, told?.isRefused('DE'), told?.isRefused('CH')])).toEqual(
    [
      ['blocked_networks', undefined, undefined, undefined],
      ['blocked_countries', 'country', true, false],
      ['allowed_countries', 'country', true, true],
      ['filter_prerender', undefined, undefined, undefined],
    ],
  )
})

it('knows every column that a filter names', () => {
  const examples = Object.entries(INBOUND_FILTERS).map(([name, filter]) => [
    name,
    filter.entries === 'switch' ? true : filter.example.split('\n'),
  ])
  for (const { filter, told } of rowRulesOf(Object.fromEntries(examples))) {
    expect(told?.column ?? null, filter).toBe(INBOUND_FILTERS[filter].column)
  }
})
