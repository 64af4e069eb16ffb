import { describe, expect, it } from 'vitest'
import { depersonalizeProps } from './props.ts'
import { SCRUBS } from './scrub-rules.ts'

describe('SCRUBS', () => {
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
    expect(SCRUBS[rule](text)).toBe(cleaned)
  })
})

describe('depersonalizeProps', () => {
  it('keeps what is named like a property, with cleaned values', () => {
    const props = JSON.parse(
      '{"plan":"pro","__proto__":"x","constructor":"x","ann@mail.example":"x","to":"a@b.example"}',
    )
    expect(depersonalizeProps(props)).toEqual({ plan: 'pro', to: '[email]' })
  })

  it('keeps at most 30', () => {
    const props = Object.fromEntries(new Array(40).fill(0).map((_, at) => [`p${at}`, 'x']))
    expect(Object.keys(depersonalizeProps(props))).toHaveLength(30)
  })
})
