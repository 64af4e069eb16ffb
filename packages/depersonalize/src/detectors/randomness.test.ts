import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRandom } from './randomness.ts'

const ALPHABETS = {
  base62: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  base64url: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
  base36: 'abcdefghijklmnopqrstuvwxyz0123456789',
  hex: '0123456789abcdef',
}

describe('isRandom', () => {
  it.each(Object.entries(ALPHABETS))('knows 98 of 100 draws of 32 from %s', (_name, alphabet) => {
    const draws = fc.sample(fc.array(fc.constantFrom(...alphabet), { minLength: 32, maxLength: 32 }), {
      numRuns: 1000,
      seed: 7,
    })
    expect(draws.filter((draw) => isRandom(draw.join(''))).length).toBeGreaterThanOrEqual(980)
  })

  it.each([
    'the-quick-brown-fox-jumps-over-it',
    'top-10-best-laptops-of-2026-review',
    'getElementsByClassNameOrTagName',
    'base64ToUtf8StringConverter',
    'SM-G998BZKDEUB-128GB-BLACK',
    'rechtsschutzversicherungsgesellschaften',
    'donaudampfschifffahrtsgesellschaft',
    'XMLHttpRequestEventTarget',
    'iphone-15-pro-max-256gb-titan-blau',
    'MAX_CONCURRENT_REQUESTS_PER_HOST',
    'samsung-galaxy-s24-ultra-5g-12gb',
    'llanfairpwllgwyngyllgogerychwyrndrobwll',
    'przedsiebiorstwo-produkcyjno-handlowe',
    '20261123-release-notes-v2-14-0',
    'covid19-vaccination-centre-nrw-2022',
    'nike-air-max-90-cn8490-100-herren',
    '12345678901234567890',
    '',
  ])('takes %j for written', (run) => {
    expect(isRandom(run)).toBe(false)
  })

  it.each([
    'V1StGXR8_Z5jdHi6B-myT',
    '9f86d081884c7d659a2feaa0c55ad015',
    'xkcdqwrtzpvbnmxkcdqw',
    'QWxhZGRpbjpvcGVuIHNlc2FtZQ',
  ])('takes %s for drawn', (run) => {
    expect(isRandom(run)).toBe(true)
  })
})
