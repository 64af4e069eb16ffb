import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openLoginThrottle } from './login-throttle.ts'

function throttleAt() {
  const clock = { now: 1_000_000 }
  const throttle = openLoginThrottle({ now: () => clock.now, randomBytes })
  const fail = (address: string, times: number) => {
    for (let at = 0; at < times; at++) throttle.recordFailure(address)
  }
  return { clock, throttle, fail }
}
const limited = expect.objectContaining({ code: 'rate_limited' })

describe('openLoginThrottle', () => {
  it('allows ten failures, then one more every 15 s', () => {
    const { clock, throttle, fail } = throttleAt()
    fail('192.0.2.1', 9)
    expect(() => throttle.check('192.0.2.1')).not.toThrow()
    fail('192.0.2.1', 1)
    expect(() => throttle.check('192.0.2.1')).toThrow(limited)
    clock.now += 15_000
    expect(() => throttle.check('192.0.2.1')).not.toThrow()
    fail('192.0.2.1', 1)
    expect(() => throttle.check('192.0.2.1')).toThrow(limited)
  })

  it('never keeps the owner out of another network', () => {
    const { throttle, fail } = throttleAt()
    fail('192.0.2.1', 1000)
    expect(() => throttle.check('192.0.2.2')).not.toThrow()
  })

  it('takes an IPv6 /64 for one network', () => {
    const { throttle, fail } = throttleAt()
    fail('2001:db8:0:1::5', 10)
    expect(() => throttle.check('2001:db8:0:1:aaaa::6')).toThrow(limited)
    expect(() => throttle.check('2001:db8:0:2::5')).not.toThrow()
  })

  it('forgets after success, and everything after ten minutes', () => {
    const { clock, throttle, fail } = throttleAt()
    fail('192.0.2.1', 10)
    throttle.recordSuccess('192.0.2.1')
    expect(() => throttle.check('192.0.2.1')).not.toThrow()
    fail('192.0.2.1', 100)
    clock.now += 10 * 60_000
    expect(() => throttle.check('192.0.2.1')).not.toThrow()
  })

  it('allows no more over an hour than the first ten and one every 15 s, whenever keys change', () => {
    const { clock, throttle } = throttleAt()
    let attempts = 0
    for (let second = 0; second < 3_600; second++, clock.now += 1_000) {
      try {
        throttle.check('192.0.2.1')
        throttle.recordFailure('192.0.2.1')
        attempts++
      } catch {}
    }
    expect(attempts).toBe(10 + 3_600 / 15 - 1)
  })
})
