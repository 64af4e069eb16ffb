import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanReferrer, cleanUrl } from './url.ts'

describe('cleanUrl', () => {
  it.each([
    ['https://Shop.Example:8443/a/b?x=1#top', 'shop.example', '/a/b'],
    ['https://ann:secret@shop.example/', 'shop.example', '/'],
    ['https://shop.example./a', 'shop.example', '/a'],
    ['https://shop.example/cart;jsessionid=8F3A/items', 'shop.example', '/cart/items'],
    ['https://shop.example/a%20b/%C3%A4?email=a@b.example', 'shop.example', '/a%20b/%C3%A4'],
  ])('keeps only host and path of %s', (url, hostname, path) => {
    expect(cleanUrl(url)).toEqual({ hostname, path, utm: {} })
  })

  it('keeps allowed query keys in alphabetical order, every value of them', () => {
    const rules = { query_params: ['size', 'color', 'size'] }
    expect(cleanUrl('https://s.example/p?size=2&user=8&color=red&size=1', rules)?.path).toBe(
      '/p?color=red&size=2&size=1',
    )
  })

  it('drops the ids of ad clicks even when they are allowed', () => {
    const ids = [
      'gclid',
      'fbclid',
      'msclkid',
      'dclid',
      'wbraid',
      'gbraid',
      'ttclid',
      'mc_eid',
      'yclid',
      'twclid',
      '_ga',
    ]
    const query = ids.map((id) => `${id}=1`).join('&')
    expect(cleanUrl(`https://s.example/?${query}&a=1`, { query_params: [...ids, 'a'] })?.path).toBe('/?a=1')
  })

  it('keeps the fragment only when allowed', () => {
    expect(cleanUrl('https://s.example/#/cart', { include_fragment: true })?.path).toBe('/#/cart')
  })

  it('reads campaigns decoded, the first known key first', () => {
    const url = 'https://s.example/?source=c&ref=b&utm_campaign=Gr%C3%BCn+2%zz&utm_medium=&utm_term=x'
    expect(cleanUrl(url)?.utm).toEqual({ utm_source: 'b', utm_campaign: 'Grün 2%zz', utm_term: 'x' })
  })

  it.each(['', 'shop', 'file:///home/ann/a.html', 'about:blank', 'data:text/html,x', 'javascript:1'])(
    'refuses %j',
    (url) => {
      expect(cleanUrl(url)).toBeNull()
    },
  )

  it('changes nothing when run on its own answer', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const rules = { query_params: ['a', 'b'], include_fragment: true }
        const once = cleanUrl(url, rules)
        expect(once && cleanUrl(`https://${once.hostname}${once.path}`, rules)?.path).toBe(once?.path)
      }),
    )
  })
})

describe('cleanReferrer', () => {
  it.each([
    ['https://news.example/story?id=7#c', { hostname: 'news.example', path: '/story' }],
    ['https://blog.shop.example/a', { hostname: 'blog.shop.example', path: '/a' }],
    ['android-app://com.google.android.gm/', { hostname: 'com.google.android.gm', path: '/' }],
    ['https://www.shop.example/a', null],
    ['https://shop.example:444/a', null],
    ['about:client', null],
    ['', null],
  ])('cuts %j', (url, expected) => {
    expect(cleanReferrer(url, 'Shop.example')).toEqual(expected)
  })
})
