import { expect, test } from 'vitest'
import { paths, SITE_PAGES } from './paths.ts'

test('every address of the dashboard', () => {
  expect([
    paths.sites(),
    paths.login(),
    paths.setup(),
    ...SITE_PAGES.map((page) => paths.site('shop-1', page)),
  ]).toMatchInlineSnapshot(`
      [
        "/",
        "/login",
        "/setup",
        "/sites/shop-1",
        "/sites/shop-1/performance",
        "/sites/shop-1/errors",
        "/sites/shop-1/privacy",
        "/sites/shop-1/settings",
      ]
    `)
})

test('a key cannot leave its segment', () => {
  expect(paths.site('a/../b', 'errors')).toBe('/sites/a%2F..%2Fb/errors')
})
