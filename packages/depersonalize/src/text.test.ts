import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { depersonalizePath, depersonalizeText } from './text.ts'

describe('depersonalizeText', () => {
  it.each([
    ['see https://ann:pw@shop.example/a?token=secret#x now', 'see https://shop.example/a now'],
    ['GET /search?q=ann+meyer failed', 'GET /search failed'],
    ['wss://x.example/live?secret', 'wss://x.example/live'],
    ['mail ann.meyer@mail.example please', 'mail [email] please'],
    ['from 203.0.113.7 on', 'from [ip] on'],
    ['from 2001:db8::7 on', 'from [ip] on'],
    ['from 2001:db8:1:2:3:4:5:6 on', 'from [ip] on'],
    ['order 3f2b8c1e-9a7d-4e5f-8b6c-1d2e3f4a5b6c', 'order [uuid]'],
    ['key sk_live_51H8xYzABCDEFGHIJKLMN', 'key [token]'],
  ])('%s', (text, cleaned) => {
    expect(depersonalizeText(text)).toBe(cleaned)
  })

  it.each([
    'Why? Because 1 = 1',
    'at 12:30:45 it stopped',
    'std::vector and a::b',
    'spring-sale_2026',
    'version 2.10.3',
    'AVeryLongClassNameWithoutAnyDigitInIt',
    'https://shop.example/a/b',
  ])('leaves %j as it is', (text) => {
    expect(depersonalizeText(text)).toBe(text)
  })

  it('never throws, and changes nothing when run on its own answer', () => {
    const piece = fc.constantFrom(
      'a@b.example',
      '?q=',
      'https://',
      '203.0.113.7',
      '::',
      "'",
      ' ',
      '%40',
      '1234567890',
      'x',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 5 }))), (pieces) => {
        const once = depersonalizeText(pieces.join(''))
        expect(depersonalizeText(once)).toBe(once)
      }),
    )
  })
})

describe('depersonalizePath', () => {
  it.each([
    ['/user/ann@mail.example/edit', '/user/[email]/edit'],
    ['/user/ann%40mail.example', '/user/[email]'],
    ['/order/3f2b8c1e-9a7d-4e5f-8b6c-1d2e3f4a5b6c', '/order/[uuid]'],
    ['/reset/a8Fk29sLq0ZmX84jdPw71Tre', '/reset/[token]'],
    [
      '/blog/a-long-article-about-2026-and-what-came-after-it',
      '/blog/a-long-article-about-2026-and-what-came-after-it',
    ],
  ])('%s is %s', (path, cleaned) => {
    expect(depersonalizePath(path)).toBe(cleaned)
  })
})
