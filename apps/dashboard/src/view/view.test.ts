import { expect, test } from 'vitest'
import { parseSearchString, printSearchString } from './search-string.ts'
import { keepQuestion, parseFilter, parseView, printView, toggleFilter } from './view.ts'

const roundTrip = (address: string) => printSearchString(printView(parseView(parseSearchString(address))))

test.each([
  '',
  '?period=today',
  '?period=custom&start=2026-03-01&end=2026-03-31',
  '?compare=off&f=country:eq:DE&f=path:startsWith:/blog/a:b&env=staging&metric=bounce_rate&more=path&pages=entry_path',
  '?f=browser:in:[%22Firefox%22,%22Safari%22]',
])('an address survives reading and printing: %s', (address) => {
  expect(roundTrip(address)).toBe(address)
})

test('what is unknown falls back instead of breaking the page', () => {
  const view = parseView(
    parseSearchString('?period=9q&f=nothing:eq:1&f=country:is:DE&f=browser:in:x&metric=x&more=y&start=1'),
  )
  expect(view).toEqual({ period: '7d', compare: true, filters: [], tabs: {} })
})

test('a custom period needs two dates in order', () => {
  expect(parseView({ period: 'custom', start: '2026-03-02', end: '2026-03-01' }).period).toBe('7d')
})

test('numeric dimensions carry numbers', () => {
  expect(parseFilter('browser_major:gte:120')).toEqual({ dimension: 'browser_major', operator: 'gte', value: 120 })
  expect(parseFilter('browser_major:gte:new')).toBeUndefined()
})

test('a clicked value replaces the one of the same dimension, and leaves when clicked again', () => {
  const germany = { dimension: 'country', operator: 'eq', value: 'DE' } as const
  const france = { ...germany, value: 'FR' }
  const page = { dimension: 'path', operator: 'eq', value: '/' } as const
  expect(toggleFilter([germany, page], france)).toEqual([page, france])
  expect(toggleFilter([page, france], france)).toEqual([page])
})

test('another page of the site keeps the question and drops the tabs', () => {
  const view = parseView(parseSearchString('?period=30d&f=country:eq:DE&metric=bounce_rate&more=path&tech=os'))
  expect(printSearchString(printView(keepQuestion(view)))).toBe('?period=30d&f=country:eq:DE')
})

test('the rest of a numeric dimension is a filter, other words are not', () => {
  expect(parseFilter('browser_major:eq:(other)')).toEqual({
    dimension: 'browser_major',
    operator: 'eq',
    value: '(other)',
  })
  expect(parseFilter('browser_major:eq:x')).toBeUndefined()
})
