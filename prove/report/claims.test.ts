import { expect, it } from 'vitest'
import { type Claim, duration, isProven, tableOf } from './claims.ts'

const claim = (verdict: Claim['verdict']): Claim => ({ proof: 'leak', claim: 'c', measured: '0 of 5', verdict })

it('is proven when something was checked and nothing fails', () => {
  expect(isProven([claim('holds'), claim('note')])).toBe(true)
  expect(isProven([claim('holds'), claim('FAILS')])).toBe(false)
  expect(isProven([claim('note')])).toBe(false)
  expect(isProven([])).toBe(false)
})

it('prints aligned columns', () => {
  expect(tableOf([claim('holds'), { ...claim('note'), claim: 'longer' }])).toBe(
    'holds  leak  c       0 of 5\nnote   leak  longer  0 of 5',
  )
})

it('writes times as a reader pictures them', () => {
  expect([45, 600, 86_400, 864_000, 3e8].map(duration)).toEqual(['45 s', '10 min', '24 h', '10 days', '10 years'])
})
