import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openDepersonalizer } from '../depersonalizer.ts'
import { PLAIN_DETECTORS } from '../testing/plain-detectors.ts'

const engine = openDepersonalizer({ detectors: PLAIN_DETECTORS })
const depersonalizeText = (text: string) => engine.text(text)
const depersonalizePath = (path: string) => engine.pagePath(path)

describe('a text', () => {
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
    ['from %32%30%33.0.113.7 and 203%252E0%252E113%252E7 on', 'from [ip] and [ip] on'],
    ['mail %61%6e%6e%40mail.example please', 'mail [email] please'],
    ['GET %2Fsearch%3Fq%3Dann failed', 'GET /search failed'],
    [
      'in Mozilla/5.0 (X11; Linux) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Mobile Safari/537.36',
      'in [user-agent]',
    ],
    ['in Mozilla%2F5.0%20(X11%3B%20Linux)%20Gecko%2F20100101', 'in [user-agent]'],
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
    '100% of %C3%A4 and a%20b',
    'React/18.2 failed',
  ])('leaves %j as it is', (text) => {
    expect(depersonalizeText(text)).toBe(text)
  })

  it('replaces whole what is encoded over and over', () => {
    const wrap = (text: string) => text.replaceAll('%', '%%32%35')
    expect(depersonalizeText(`x ${wrap(wrap(wrap(wrap('%40'))))} y`)).toBe('x [encoded] y')
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

describe('a path', () => {
  it.each([
    ['/user/ann@mail.example/edit', '/user/[email]/edit'],
    ['/user/ann%40mail.example', '/user/[email]'],
    ['/user/%61%6e%6e%2540mail.example/edit', '/user/[email]/edit'],
    ['/from/203%2E0%2E113%2E7', '/from/[ip]'],
    ['/from/2001:db8::7', '/from/[ip]'],
    ['/from/2001%3Adb8%3A%3A7/%C3%A4', '/from/[ip]/%C3%A4'],
    ['/go/https%3A%2F%2Fx.example%2Fa%3Fq%3Dann', '/go/https://x.example/a'],
    ['/go/https%253A%252F%252Fx.example%252Fa%253Fq%253Dann', '/go/https://x.example/a'],
    ['/in/Mozilla/5.0%20(X11;%20Linux)%20Gecko/20100101', '/in/[user-agent]'],
    ['/a?to=%2Fb%3Fq%3Dann&tab=2', '/a?to=/b&tab=2'],
    ['/a%20b/%C3%A4?to=a+b', '/a%20b/%C3%A4?to=a+b'],
    ['/why%3F', '/why%3F'],
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
