import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grantOf, type Rate, UNUSED } from './gcra.ts'

const TEN: Rate = { per_second: 10, burst: 5 }

describe('grantOf', () => {
  it.each([
    ['the whole burst at once', { free_at: UNUSED, now: 1e12, want: 5 }, { granted: 5, retry_after_ms: 0 }],
    ['no more than the burst', { free_at: UNUSED, now: 1e12, want: 6 }, { granted: 5, retry_after_ms: 100 }],
    ['nothing when all is used', { free_at: 1e12 + 500, now: 1e12, want: 1 }, { granted: 0, retry_after_ms: 100 }],
    ['one after its interval', { free_at: 1e12 + 500, now: 1e12 + 100, want: 2 }, { granted: 1, retry_after_ms: 100 }],
    ['none a moment before', { free_at: 1e12 + 500, now: 1e12 + 98, want: 1 }, { granted: 0, retry_after_ms: 2 }],
    [
      'as after an empty bucket when the clock is set back',
      { free_at: 2e12, now: 1e12, want: 1 },
      { granted: 0, retry_after_ms: 100 },
    ],
  ])('grants %s', (_what, moment, expected) => {
    expect(grantOf(TEN, moment)).toMatchObject(expected)
  })

  const rates = fc.record({
    per_second: fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0.01, max: 50, noNaN: true })),
    burst: fc.integer({ min: 1, max: 10_000 }),
  })
  const asked = fc.array(fc.record({ after_ms: fc.nat(3000), want: fc.integer({ min: 1, max: 50 }) }), { minLength: 1 })

  it('never grants more than the burst and the rate times the time, in any window', () => {
    fc.assert(
      fc.property(rates, asked, (rate, calls) => {
        const grants = replay(rate, calls)
        for (const [first, { at: from }] of grants.entries()) {
          let sum = 0
          for (const { at, granted } of grants.slice(first)) {
            sum += granted
            expect(sum).toBeLessThanOrEqual(rate.burst + (rate.per_second * (at - from)) / 1000 + 0.01)
          }
        }
      }),
    )
  })

  it('grants something when asked again after the time that it named, and not before', () => {
    fc.assert(
      fc.property(rates, asked, (rate, calls) => {
        const last = replay(rate, calls).at(-1)
        if (!last || last.retry_after_ms === 0) return
        const { free_at, at: now, retry_after_ms } = last
        expect(grantOf(rate, { free_at, now: now + retry_after_ms, want: 1 }).granted).toBe(1)
        expect(
          grantOf(rate, { free_at, now: now + retry_after_ms - 1.5 - 15 / rate.per_second, want: 1 }).granted,
        ).toBe(0)
      }),
    )
  })
})

function replay(rate: Rate, calls: readonly { after_ms: number; want: number }[]) {
  let now = 1_795_435_200_000
  let free_at = UNUSED
  return calls.map(({ after_ms, want }) => {
    now += after_ms
    const grant = grantOf(rate, { free_at, now, want })
    free_at = grant.free_at
    return { ...grant, at: now }
  })
}
