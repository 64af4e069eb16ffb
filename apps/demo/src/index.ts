/**
 * A small shop of several pages that carries the tracker: for a first look, and for tests that drive a real browser.
 * Imports nothing and touches nothing outside: a function from path to answer, which the server serves. Read `layout.ts` first.
 */
import { heavySvg, lampSvg } from './art.ts'
import { GOODS, KINDS } from './goods.ts'
import { type DemoOptions, layout, type Page } from './layout.ts'
import { BROKEN_SCRIPT, broken } from './pages/broken.ts'
import { cart } from './pages/cart.ts'
import { category, FILTER_SCRIPT } from './pages/category.ts'
import { checkout, SHOP_SCRIPT } from './pages/checkout.ts'
import { home } from './pages/home.ts'
import { product } from './pages/product.ts'
import { SLOW_SCRIPT, slow } from './pages/slow.ts'
import { STYLE } from './style.ts'

export type { DemoOptions } from './layout.ts'

/** An answer of the shop; `delay_ms` asks the server to wait before it answers. */
export interface DemoResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
  readonly delay_ms?: number
}

const SCRIPTS = new Map([
  ['filter.js', FILTER_SCRIPT],
  ['shop.js', SHOP_SCRIPT],
  ['slow.js', SLOW_SCRIPT],
  ['broken.js', BROKEN_SCRIPT],
])

/**
 * Opens the shop. `path` is the path of the request, with `base` or below it; null when there is no such page.
 * Its documents ask for a CSP with `script-src 'self' 'unsafe-inline'`, the snippet being inline.
 */
export function openDemo(options: DemoOptions): (path: string, query: URLSearchParams) => DemoResponse | null {
  const sky = heavySvg()
  const document = (page: Page, delay_ms = 0): DemoResponse => ({
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy': policy(options.script_url),
      'referrer-policy': 'strict-origin-when-cross-origin',
    },
    body: layout(page, options),
    ...(delay_ms > 0 && { delay_ms }),
  })
  return (path) => {
    const { base } = options
    const below = path.startsWith(`${base}/`) || path === base ? path.slice(base.length) : path
    const [room = '', name = '', detail = ''] = below.split('/').slice(1)
    if (room === 'style.css') return file('text/css', STYLE)
    if (room === 'img') return image(name, sky)
    if (room === 'js') return script(name)
    if (room === 'slow' && !name) return document(slow(base), 400)
    const page = pageOf(base, [room, name, detail])
    return page && document(page)
  }
}

function pageOf(base: string, [room, name, detail]: readonly [string, string, string]): Page | null {
  if (room === 'lamps') {
    if (!name) return category(base, '')
    if (name === 'kind') return Object.hasOwn(KINDS, detail) ? category(base, detail) : null
    const good = GOODS.find(({ slug }) => slug === name)
    return good ? product(base, good) : null
  }
  if (name) return null
  if (room === '') return home(base)
  if (room === 'cart') return cart(base)
  if (room === 'checkout') return checkout(base)
  return room === 'broken' ? broken(base) : null
}

function script(name: string): DemoResponse | null {
  const code = SCRIPTS.get(name)
  return code === undefined ? null : file('text/javascript', code)
}

function image(name: string, sky: string): DemoResponse | null {
  if (name === 'sky.svg') return { ...file('image/svg+xml', sky), delay_ms: 800 }
  const good = GOODS.find(({ slug }) => `${slug}.svg` === name)
  return good ? file('image/svg+xml', lampSvg(good)) : null
}

function file(type: string, body: string): DemoResponse {
  return { status: 200, headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'max-age=60' }, body }
}

/** The tracker may come from, and report to, another host than the shop. */
function policy(scriptUrl: string): string {
  const host = /^https?:\/\/[^/]+/.exec(scriptUrl)?.[0] ?? ''
  return [
    "default-src 'self'",
    `script-src 'self' 'unsafe-inline' ${host}`.trim(),
    `connect-src 'self' ${host}`.trim(),
    "style-src 'self' 'unsafe-inline'",
    "object-src 'none'",
    "base-uri 'none'",
  ].join('; ')
}
