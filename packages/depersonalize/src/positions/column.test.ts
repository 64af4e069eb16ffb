import { describe, expect, it } from 'vitest'
import { openDepersonalizer } from '../depersonalizer.ts'
import { PLAIN_DETECTORS } from '../testing/plain-detectors.ts'

const engine = openDepersonalizer({ detectors: PLAIN_DETECTORS })

describe('a value for a column', () => {
  it.each([
    ['language', 'de-DE', 'de'],
    ['language', 'EN', 'en'],
    ['language', 'fil', 'fil'],
    ['language', 'english', ''],
    ['language', '', ''],
    ['host', 'CDN.Shop.example', 'cdn.shop.example'],
    ['host', 'cdn.example/path?x', ''],
    ['host', 'cdn.example:8443', 'cdn.example:8443'],
    ['host', '203.0.113.7', '[ip]'],
    ['host', '[2001:db8::7]:443', '[ip]'],
    ['host', '2001:db8::7', '[ip]'],
    ['host', '203.0.113.7.rev.example', '[ip].rev.example'],
    ['path', '/js/app.js?user=ann#x', '/js/app.js'],
    ['path', '/js/app.js#ann', '/js/app.js'],
    ['enumeration', '4g', '4g'],
    ['enumeration', 'x'.repeat(65), ''],
    ['enumeration', 'a@b.example', ''],
    ['selector', 'main>img.hero', 'main>img.hero'],
    ['selector', 'main>img#ann.hero', 'main>img.hero'],
    ['text', 'by ann@mail.example', 'by [email]'],
    ['none', 'x', 'x'],
  ] as const)('%s of %j is %j', (rule, text, cleaned) => {
    expect(engine.column(rule, text)).toBe(cleaned)
  })
})
