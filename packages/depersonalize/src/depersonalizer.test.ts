import { describe, expect, it } from 'vitest'
import { openDepersonalizer } from './depersonalizer.ts'
import type { ScrubNote } from './engine/scan.ts'
import { PLAIN_DETECTORS } from './testing/plain-detectors.ts'

const engine = openDepersonalizer({ detectors: PLAIN_DETECTORS })
const NOWHERE = { filename: '', line: 0, column: 0 }
const base64 = (text: string) => Buffer.from(text).toString('base64')

describe('pagePath', () => {
  it.each([
    ['/users/ann-meyer/orders/48213377', '/users/[name]/orders/[number]'],
    ['/users/me', '/users/me'],
    ['/user/ann@mail.example/edit', '/user/[email]/edit'],
    ['/u/ann%40mail.example', '/u/[email]'],
    ['/u/%61%6e%6e%2540mail.example/edit', '/u/[email]/edit'],
    ['/from/203%2E0%2E113%2E7', '/from/[ip]'],
    ['/from/2001%3Adb8%3A%3A7/%C3%A4', '/from/[ip]/%C3%A4'],
    [`/t/${base64('ann@mail.example')}`, '/t/[email]'],
    [`/t/x${base64('ann.meyer@mail.example')}`, '/t/[email]'],
    ['/t/ａｎｎ＠mail.example', '/t/[email]'],
    ['/t/%EF%BC%A1nn%EF%BC%A0mail.example/%C3%A4', '/t/[email]/%C3%A4'],
    ['/go/https%3A%2F%2Fx.example%2Fusers%2Fann%3Fq%3Dann', '/go/https://x.example/users/[name]'],
    ['/go/https%253A%252F%252Fx.example%252Fa%253Fq%253Dann', '/go/https://x.example/a'],
    ['/find/user%3Dann%26page%3D2', '/find/user%3D[name]%26page%3D2'],
    ['/go/https%3A%2F%2Fx.example%2Fa', '/go/https%3A%2F%2Fx.example%2Fa'],
    ['/in/Mozilla/5.0%20(X11;%20Linux)%20Gecko/20100101', '/in/[user-agent]'],
    ['/cart;user=ann;v=2/items', '/cart;user=[name];v=2/items'],
    ['/a?user=ann+meyer&tab=2', '/a?user=[name]&tab=2'],
    ['/a?q=ann%2Bshop@mail.example', '/a?q=[email]'],
    ['/a?q=ann+shop@mail.example', '/a?q=[email]'],
    ['/a?to=%2Fb%3Fq%3Dann&tab=2', '/a?to=/b&tab=2'],
    ['/a?to=%2Fusers%2Fann&tab=2', '/a?to=/users/[name]&tab=2'],
    ['/a#/users/ann', '/a#/users/[name]'],
    ['/a#user=ann', '/a#user=[name]'],
    ['/%%%/%zz/100%', '/%%%/%zz/100%'],
    ['/a/%25%25%25%2525252540', '/a/%25%25%25%2525252540'],
    ['/users/[name]/x', '/users/[name]/x'],
  ])('%s is %s', (path, cleaned) => {
    expect(engine.pagePath(path)).toBe(cleaned)
    expect(engine.pagePath(cleaned)).toBe(cleaned)
  })
})

describe('texts', () => {
  it.each([
    ['User ann@mail.example not found', 'User [email] not found'],
    ['see https://ann:pw@shop.example/users/ann?token=secret#x now', 'see https://shop.example/users/[name] now'],
    ['GET /users/ann?x=1 failed', 'GET /users/[name] failed'],
    ['from 203%252E0%252E113%252E7 on', 'from [ip] on'],
    ['card 4111 1111 1111 1111.', 'card [card].'],
    ['٤١١١١١١١١١١١١١١١', '[card]'],
    ['ann&#64;mail.example \\u0061nn\\x40mail.example', '[email] [email]'],
    ['an\u200bn@ma\u00adil.example', '[email]'],
    ['in Mozilla%2F5.0%20(X11%3B%20Linux)%20Gecko%2F20100101', 'in [user-agent]'],
    ['100% of %C3%A4 and a%20b', '100% of %C3%A4 and a%20b'],
    ['Why? Because 1 = 1', 'Why? Because 1 = 1'],
    ['{"mail":"ann@mail.example"}', '{"mail":"[email]"}'],
    [`x ${base64(base64('ann@mail.example'))} y`, 'x [email] y'],
    [`of ann@mail.example: ${base64('all is well here')}`, `of [email]: ${base64('all is well here')}`],
    [`x ${base64(encodeURIComponent('ann@mail.example'))} y`, 'x [email] y'],
    [`eyJhbGciOiJIUzI1NiJ9.${base64('{"mail":"ann@mail.example"}').replaceAll('=', '')}.sig`, '[token]'],
    ['a long-article-about-2026-and-what-came-after', 'a long-article-about-2026-and-what-came-after'],
  ])('%s is %s', (text, cleaned) => {
    expect(engine.text(text)).toBe(cleaned)
    expect(engine.text(cleaned)).toBe(cleaned)
  })

  it('replaces whole what is encoded over and over', () => {
    const wrap = (text: string) => text.replaceAll('%', '%%32%35')
    expect(engine.text(`x ${wrap(wrap(wrap(wrap('%40'))))} y`)).toBe('x [encoded] y')
  })
})

describe('props', () => {
  it('reads keys as context, and replaces personal ones without losing a value', () => {
    const props = JSON.parse(
      '{"plan":"pro","user_name":"Ann","ann@mail.example":"1","bob@mail.example":"2","__proto__":"x","no key":"x"}',
    )
    const once = engine.props(props)
    expect(once).toEqual({ plan: 'pro', user_name: '[name]', '[email]': '1', '[email].2': '2' })
    expect(engine.props(once)).toEqual(once)
  })

  it('keeps at most 30', () => {
    const props = Object.fromEntries(new Array(40).fill(0).map((_, at) => [`p${at}`, 'x']))
    expect(Object.keys(engine.props(props))).toHaveLength(30)
  })
})

describe('error', () => {
  it('groups equal errors and keeps where they are', () => {
    const { type, template, frames } = engine.error({
      type: 'TypeError',
      message: "User 'Hannah Meyer' (ann@mail.example) not found at 12",
      stack: 'x\n at f (https://shop.example/users/ann/app.3f2a9c1b.js?v=1:10:5)\n at webpack:///home/ann/src/a.js:1:2',
      ...NOWHERE,
    })
    expect(type).toBe('TypeError')
    expect(template).toBe('User [text] ([email]) not found at [number]')
    expect(frames).toEqual(['f shop.example/users/[name]/app.[hash].js:10:5', 'home/[name]/src/a.js:1:2'])
  })

  it('takes no class name that is none', () => {
    expect(engine.error({ type: 'by ann', message: '', stack: '', ...NOWHERE }).type).toBe('Error')
  })
})

describe('the rest', () => {
  it('keeps the shape of referrers, campaigns and releases', () => {
    expect(engine.referrer({ hostname: '203.0.113.7', path: '/users/ann' })).toEqual({
      hostname: '[ip]',
      path: '/users/[name]',
    })
    expect(engine.referrer({ hostname: '[2001:db8::7]', path: '/' }).hostname).toBe('[ip]')
    expect(engine.utm('utm_term', 'ann@mail.example')).toBe('[email]')
    expect(engine.release('web@1.2.3+48213377 3f2a9c1b4d5e6f708192a3b4c5d6e7f809a1b2c3')).toBe(
      'web@1.2.3+48213377 3f2a9c1b4d5e6f708192a3b4c5d6e7f809a1b2c3',
    )
    expect(engine.release('of ann@mail.example')).toBe('of [email]')
    expect(engine.column('path', '/js/users/ann/app.3f2a9c1b.js?x')).toBe('/js/users/[name]/app.[hash].js')
    expect(engine.column('host', 'cdn.example:8443')).toBe('cdn.example:8443')
    expect(engine.column('selector', 'main>img#ann.hero')).toBe('main>img.hero')
  })

  it('tells what, where and why, never the value', () => {
    const notes: ScrubNote[] = []
    const note = (scrub: ScrubNote) => notes.push(scrub)
    engine.pagePath(`/users/ann/${base64('ann@mail.example')}/a%40b.example?q=203.0.113.7`, note)
    expect(notes).toEqual([
      { type: 'name', reason: 'context', position: 'path' },
      { type: 'email', reason: 'base64', position: 'path' },
      { type: 'email', reason: 'disguised', position: 'path' },
      { type: 'ip', reason: 'plain', position: 'query' },
    ])
  })
})

describe('bounds', () => {
  it('replaces whole what goes beyond any real number of segments or parameters', () => {
    const notes: ScrubNote[] = []
    const path = engine.pagePath('/a'.repeat(200), (scrub) => notes.push(scrub))
    expect(path).toBe(`${'/a'.repeat(23)}/[encoded]`)
    expect(notes).toEqual([{ type: 'encoded', reason: 'unreadable', position: 'path' }])
    expect(engine.pagePath(path)).toBe(path)
    expect(engine.pagePath(`/?${'a&'.repeat(200)}b`).length).toBeLessThan(100)
  })

  it('replaces whole what would cost more than any real value, and nothing shorter', () => {
    const notes: ScrubNote[] = []
    expect(engine.pagePath(`/${'4111 '.repeat(409)}`, (scrub) => notes.push(scrub))).toBe('[encoded]')
    expect(notes.at(-1)).toEqual({ type: 'encoded', reason: 'unreadable', position: 'path' })
    const nested = base64(base64(base64('some harmless text')))
    expect(engine.text(`${nested} `.repeat(25))).toBe('[encoded]')
    const long = `${'/a-long-article-about-it'.repeat(20)}/${'and-more-'.repeat(150)}`
    expect(engine.pagePath(`${long}/ann@mail.example`)).toBe(`${long}/[email]`)
    const words = 'Cannot read the price of what is in the cart '.repeat(22)
    expect(engine.text(`${words}of ann@mail.example`)).toBe(`${words}of [email]`)
  })

  it('remembers what is clean for some minutes, and nothing else', () => {
    let looks = 0
    const counting = PLAIN_DETECTORS.map((detector) => ({
      ...detector,
      find: (...asked: Parameters<typeof detector.find>) => {
        looks++
        return detector.find(...asked)
      },
    }))
    let now = 0
    const remembering = openDepersonalizer({ detectors: counting, now: () => now })
    const looksFor = (path: string) => {
      looks = 0
      remembering.pagePath(path)
      return looks
    }
    expect(looksFor('/shop/shoes')).toBeGreaterThan(0)
    expect(looksFor('/shop/shoes')).toBe(0)
    now += 11 * 60_000
    expect(looksFor('/shop/shoes')).toBeGreaterThan(0)
    expect(looksFor('/u/ann@mail.example')).toBeGreaterThan(0)
    expect(looksFor('/u/ann@mail.example')).toBeGreaterThan(0)
  })
})
