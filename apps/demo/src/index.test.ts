import { expect, it } from 'vitest'
import { openDemo } from './index.ts'

const KEY = '0123456789abcdef0123456789abcdef'
const demo = openDemo({ script_url: '/script.js', client_key: KEY, base: '/demo' })
const get = (path: string) => demo(path, new URLSearchParams())
const html = (path: string): string => String(get(path)?.body)

it('links only to what exists, and every page can be reached from the first one', () => {
  const seen = new Set(['/demo/'])
  for (const path of seen) {
    const answer = get(path)
    expect(answer?.status, path).toBe(200)
    if (!answer?.headers['content-type']?.startsWith('text/html')) continue
    for (const [, link = ''] of String(answer.body).matchAll(/(?:href|src)="(\/demo[^"#]*)"/g)) seen.add(link)
  }
  for (const page of [
    '/demo/lamps',
    '/demo/lamps/heron',
    '/demo/cart',
    '/demo/checkout',
    '/demo/slow',
    '/demo/broken',
  ]) {
    expect(seen).toContain(page)
  }
})

it('carries the tracker on every page, before any other script', () => {
  for (const path of ['/demo/', '/demo/lamps/kind/desk', '/demo/broken']) {
    const page = html(path)
    expect(page).toContain(`clientKey: '${KEY}'`)
    expect(page.indexOf('src="/script.js"')).toBeLessThan(page.indexOf('/js/') === -1 ? Infinity : page.indexOf('/js/'))
  }
})

it('answers nothing for what it does not have', () => {
  for (const path of ['/demo/lamps/none', '/demo/lamps/kind/x', '/demo/img/x.svg', '/demo/js/constructor', '/demo/x']) {
    expect(get(path), path).toBeNull()
  }
})

it('makes its slow page slow and its picture heavy', () => {
  expect(get('/demo/slow')?.delay_ms).toBeGreaterThan(0)
  const sky = get('/demo/img/sky.svg')
  expect(sky?.delay_ms).toBeGreaterThan(0)
  expect(sky?.body.length).toBeGreaterThan(200_000)
})

it('lets the tracker come from another host', () => {
  const other = openDemo({ script_url: 'https://rum.example/script.js', client_key: KEY, base: '/demo' })
  const policy = other('/demo/', new URLSearchParams())?.headers['content-security-policy']
  expect(policy).toContain("script-src 'self' 'unsafe-inline' https://rum.example;")
  expect(policy).toContain("connect-src 'self' https://rum.example;")
})
