import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { FIREFOX } from './testing/run-pipeline.ts'
import { openUserAgentReader } from './user-agent.ts'

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'

describe('openUserAgentReader', () => {
  const read = openUserAgentReader({ randomBytes })

  it.each([
    [FIREFOX, 'Firefox', 140, 'Gecko', 'Linux', 0, 'desktop'],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/140.0.0.0 Safari/537.36`,
      'Chrome',
      140,
      'Blink',
      'Windows',
      10,
      'desktop',
    ],
    [
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`,
      'Microsoft Edge',
      140,
      'Blink',
      'Windows',
      10,
      'desktop',
    ],
    [`${IPHONE} Version/18.1 Mobile/15E148 Safari/604.1`, 'Safari', 18, 'WebKit', 'iOS', 18, 'mobile'],
    [
      `Mozilla/5.0 (Linux; Android 14; Pixel 8) ${WEBKIT} Chrome/140.0.0.0 Mobile Safari/537.36`,
      'Chrome',
      140,
      'Blink',
      'Android',
      14,
      'mobile',
    ],
    [
      'Mozilla/5.0 (iPad; CPU OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1',
      'Safari',
      17,
      'WebKit',
      'iOS',
      17,
      'tablet',
    ],
  ])('%s', (userAgent, browser, browser_major, engine, os, os_major, device_type) => {
    const facts = { is_bot: false, browser, browser_major, engine, os, os_major, device_type }
    expect(read(userAgent)).toEqual(facts)
    expect(read(userAgent)).toEqual(facts)
  })

  it.each(['', 'x', '\u0000', '('.repeat(5_000), 'Mozilla/5.0 Chrome/99999999999'])(
    'reads %.20j without a fault',
    (userAgent) => {
      const { browser_major, device_type } = read(userAgent)
      expect(browser_major).toBeLessThanOrEqual(65_535)
      expect(['desktop', 'mobile', 'tablet', 'tv', 'other']).toContain(device_type)
    },
  )

  it.each(['', ' \t', 'curl/8.5', 'Mozilla/5.0 (compatible; Googlebot/2.1)'])('takes %j for a program', (userAgent) => {
    expect(read(userAgent).is_bot).toBe(true)
  })

  it.each([
    'Anna Schmidt/42 (x)',
    'anna@example.org/4711 x',
    '203.0.113.7/1 x',
    'Mozilla/5.0 (X11; Linux x86_64) Foo/3 bar',
  ])('knows no browser by the first word of %j', (userAgent) => {
    expect(read(userAgent)).toMatchObject({ browser: '', browser_major: 0 })
  })

  it('remembers what was asked for last, and no more than it may', () => {
    const reader = openUserAgentReader({ randomBytes, remembered: 2 })
    const [first, second] = [reader('A/1'), reader('B/1')]
    expect(reader('A/1')).toBe(first)
    reader('C/1')
    expect(reader('A/1')).toBe(first)
    expect(reader('B/1')).not.toBe(second)
    expect(reader('B/1')).toEqual(second)
  })

  it('answers the same when it has forgotten', () => {
    const forgetful = openUserAgentReader({ randomBytes, remembered: 1 })
    const first = forgetful(FIREFOX)
    expect(forgetful('curl/8.5').is_bot).toBe(true)
    expect(forgetful(FIREFOX)).toEqual(first)
  })
})
