import { expect, it } from 'vitest'
import { openDepersonalizer } from './depersonalizer.ts'
import { DETECTORS } from './detectors.ts'
import type { ScrubNote } from './engine/scan.ts'

const engine = openDepersonalizer({ detectors: DETECTORS })

it.each([
  ['/orders/48213377', '/orders/[number]'],
  ['/users/ann-meyer/orders/48213377', '/users/[name]/orders/[number]'],
  ['/users/7/orders/12/edit', '/users/[number]/orders/[number]/edit'],
  ['/de/konto/bestellungen/1042', '/de/konto/bestellungen/[number]'],
  ['/shop/ord_8F3kd92', '/shop/[uuid]'],
  ['/x/a1b2c3d4e5/y', '/x/[uuid]/y'],
  ['/carts/507f1f77bcf86cd799439011', '/carts/[uuid]'],
  ['/carts/0a7f1f77bcf86cd799439011', '/carts/[token]'],
  ['/orders/%34%38%32%31%33%33%37%37', '/orders/[number]'],
  ['/app#/orders/48213377', '/app#/orders/[number]'],
  ['/orders/482133.html', '/orders/[number].html'],
])('%s becomes %s, and stays that', (path, template) => {
  expect(engine.pagePath(path)).toBe(template)
  expect(engine.pagePath(template)).toBe(template)
})

it.each([
  '/blog/2026/11/23/what-we-learnt',
  '/2026/11/',
  '/archive/20261123',
  '/posts/2026',
  '/docs/v2/api',
  '/docs/1.2.3/install',
  '/news/page/2',
  '/lists/top-10',
  '/errors/404',
  '/products/iphone-15-pro',
  '/help/windows-11',
  '/products/sony-wh-1000xm5',
  '/products/sony-wh1000xm5',
  '/cars/911',
  '/books/9780306406157',
  '/watch/s01e05',
  '/weather/10115',
  '/chapter-12/exercise-3b',
  '/rfc/rfc9110',
  '/users/settings',
  '/covid-19/2026-q3',
  '/compare/ps5-vs-xbox-series-x',
  '/fonts/utf8/x86_64',
  '/a/b2b/k8s/i18n/es2015/base64',
  '/fr/75001-paris/louer-3-pieces',
  '/gpu/rtx-4090-24gb',
])('%s stays', (path) => expect(engine.pagePath(path)).toBe(path))

it('is counted by kind and place', () => {
  const notes: ScrubNote[] = []
  engine.pagePath('/orders/48213377/a1b2c3d4e5', (note) => notes.push(note))
  engine.referrer({ hostname: 'x.example', path: '/tickets/7' }, (note) => notes.push(note))
  expect(notes).toEqual([
    { type: 'number', position: 'path', reason: 'plain' },
    { type: 'uuid', position: 'path', reason: 'plain' },
    { type: 'number', position: 'referrer', reason: 'context' },
  ])
})
