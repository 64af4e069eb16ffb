import { describe, expect, it } from 'vitest'
import { openAbuseLog } from './abuse-log.ts'

const MINUTE = 60_000

function logAt(start = 1_000_000) {
  const clock = { now: start }
  const log = openAbuseLog(() => clock.now)
  const record = (address: string, reason = 'limited/rate_limit', site_id = 1) =>
    log.record({ site_id, address, reason })
  return { clock, log, record }
}

describe('openAbuseLog', () => {
  it('sums up by network and reason, most refused first, each site its own', () => {
    const { clock, log, record } = logAt()
    for (const address of ['192.0.2.1', '2001:db8:0:1::5', '2001:db8:0:1:aaaa::6']) record(address)
    clock.now += 1000
    record('2001:db8:0:1::7')
    record('192.0.2.1', 'limited/quota')
    record('192.0.2.9', 'limited/quota', 2)
    expect(log.list(1)).toEqual([
      { network: '2001:db8:0:1::/64', reason: 'limited/rate_limit', count: 3, last_at: 1_001_000 },
      { network: '192.0.2.1', reason: 'limited/quota', count: 1, last_at: 1_001_000 },
      { network: '192.0.2.1', reason: 'limited/rate_limit', count: 1, last_at: 1_000_000 },
    ])
    expect(log.list(2)).toHaveLength(1)
    expect(log.list(3)).toEqual([])
  })

  it('keeps an entry for four minutes at least and ten at most, also of who goes on', () => {
    const { clock, log, record } = logAt()
    record('192.0.2.1')
    clock.now += 4 * MINUTE
    record('192.0.2.1')
    expect(log.list(1)[0]?.count).toBe(2)
    clock.now += 4 * MINUTE
    record('192.0.2.1')
    clock.now += 2 * MINUTE
    log.sweep()
    expect(log.list(1)[0]?.count).toBe(1)
    clock.now += 10 * MINUTE
    log.sweep()
    expect(log.size).toBe(0)
  })

  it('holds 10,000 entries at most, the latest', () => {
    const { clock, log } = logAt()
    for (let at = 0; at < 25_000; at++) {
      if (at % 6000 === 0) clock.now += 4.6 * MINUTE
      log.record({ site_id: 1, address: `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`, reason: 'limited/quota' })
      expect(log.size).toBeLessThanOrEqual(10_000)
    }
    expect(log.list(1).some(({ network }) => network === '10.0.97.167')).toBe(true)
    expect(log.size).toBeGreaterThan(6000)
  })

  it('forgets everything when the clock is set back, and holds no entry without an address', () => {
    const { clock, log, record } = logAt()
    record('')
    expect(log.size).toBe(0)
    record('192.0.2.1')
    clock.now -= MINUTE
    log.sweep()
    expect(log.size).toBe(0)
  })
})
