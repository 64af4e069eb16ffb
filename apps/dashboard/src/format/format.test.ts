import { UNITS, type Unit } from '@lethe/catalogue'
import { expect, test } from 'vitest'
import { formatChange, formatShort, formatTick, formatUnit, formatValue, plural } from './format.ts'

test.each<[Unit, number, string]>([
  ['count', 1234567, '1,234,567'],
  ['ratio', 0.4235, '42.4%'],
  ['ratio', 0, '0.0%'],
  ['ms', 0, '0 ms'],
  ['ms', 999.4, '999 ms'],
  ['ms', 999.6, '1.00 s'],
  ['ms', 2412, '2.41 s'],
  ['ms', 59_949, '59.9 s'],
  ['ms', 59_960, '1m 00s'],
  ['ms', 125_000, '2m 05s'],
  ['ms', 3_725_000, '1h 02m'],
  ['bytes', 512, '512 B'],
  ['bytes', 51_234, '51.2 kB'],
  ['bytes', 5_123_456, '5.1 MB'],
  ['score', 0.1, '0.100'],
  ['score', 0.1043, '0.104'],
  ['score_e4', 1000, '0.100'],
  ['per_session', 2.4449, '2.44'],
])('%s %d is printed as %s', (unit, value, printed) => {
  expect(formatUnit(unit, value)).toBe(printed)
})

test('every unit prints a dash for what is not known', () => {
  expect((Object.keys(UNITS) as Unit[]).filter((unit) => formatUnit(unit, null) !== '–')).toEqual([])
})

test('large type keeps numbers whole up to a million', () => {
  expect([9_999, 123_456, 1_234_567].map((value) => formatShort('count', value))).toEqual(['9,999', '123,456', '1.23M'])
})

test('ticks carry no digit more than they need', () => {
  expect([0, 500, 2500, 90_000].map((value) => formatTick('ms', value))).toEqual(['0', '500 ms', '2.5 s', '1m 30s'])
  expect([2.5, 12_500].map((value) => formatTick('count', value))).toEqual(['2.5', '12.5K'])
  expect([formatTick('ratio', 0.5), formatTick('score', 0.05)]).toEqual(['50%', '0.05'])
})

test('changes carry their sign, and huge ones are only called huge', () => {
  expect([0.086, -0.5, 0, 12.3, null].map(formatChange)).toEqual(['+9%', '-50%', '0%', '>10×', undefined])
})

test('values of dimensions read as words', () => {
  expect(formatValue('country', 'DE')).toBe('Germany')
  expect(formatValue('country', 'not a code')).toBe('not a code')
  expect(formatValue('source', '')).toBe('Direct')
  expect(formatValue('browser_major', 0)).toBe('Unknown')
  expect(formatValue('navigation_type', 'back-forward-cache')).toBe('Back forward cache')
  expect(formatValue('path', '/checkout')).toBe('/checkout')
})

test('one is singular', () => {
  expect([plural(1, 'session'), plural(1200, 'session')]).toEqual(['1 session', '1,200 sessions'])
})
