import type { DimensionName, Filter, FilterTree, VitalName } from '@lethe/catalogue'

/** A deterministic stand-in for traffic: an hourly rate, and fixed shares of each dimension's values. */

/** 0..1 from text, always the same. */
export function noise(text: string): number {
  let hash = 2_166_136_261
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 16_777_619)
  return ((hash ^ (hash >>> 15)) >>> 0) / 4_294_967_296
}

const weighted = (text: string): [string, number][] => {
  const pairs = text.split('|').map((one): [string, number] => {
    const at = one.lastIndexOf('=')
    return [one.slice(0, at), Number(one.slice(at + 1))]
  })
  const sum = pairs.reduce((total, [, weight]) => total + weight, 0)
  return pairs.map(([value, weight]) => [value, weight / sum])
}

const PAGES =
  '/=30|/products/walking-shoes=14|/category/shoes=11|/products/rain-jacket=9|/cart=7|/checkout=4|/about=3|/blog/how-to-choose-walking-shoes=6|/blog/care-for-leather=4|/lookbook=5|/category/jackets=4|/category/bags=3|/products/day-pack=3|/products/wool-socks=2|/shipping=1|/returns=1|/contact=1|/blog/autumn-in-the-alps=2|/search=2|/account=1|/imprint=0.3|/gift-cards=0.4'

/** Shares of values by dimension. */
export const SHARES: Readonly<Partial<Record<DimensionName, readonly [string, number][]>>> = {
  path: weighted(PAGES),
  entry_path: weighted(PAGES.replace('/cart=7|/checkout=4|', '').replace('/=30', '/=52')),
  source: weighted(
    '=38|Google=31|DuckDuckGo=5|Bing=4|Instagram=6|newsletter=5|Reddit=4|Hacker News=3|ChatGPT=2|bergfreunde.example=2',
  ),
  channel: weighted('=38|Search=40|Social=10|Email=5|Referral=4|AI assistants=3'),
  referrer: weighted(
    '=43|google.com/=31|duckduckgo.com/=5|instagram.com/=6|bing.com/=4|reddit.com/r/hiking=4|news.ycombinator.com/item=3|chatgpt.com/=2',
  ),
  utm_campaign: weighted('=88|autumn-sale=7|newsletter-41=4|welcome=1'),
  country: weighted('DE=34|AT=11|CH=9|US=12|GB=8|FR=7|NL=5|IT=4|PL=3|SE=2|ES=2|JP=1|BR=1|IN=1|AU=0.6|CA=0.8|=0.5'),
  browser: weighted('Chrome=46|Safari=29|Firefox=12|Edge=8|Samsung Internet=4|Opera=1'),
  os: weighted('Windows=31|iOS=26|Android=24|macOS=14|Linux=5'),
  engine: weighted('Blink=58|WebKit=30|Gecko=12'),
  device_type: weighted('mobile=54|desktop=40|tablet=6'),
  screen_class: weighted('xs=50|xl=19|lg=17|md=8|sm=6'),
  device_class: weighted('mid=55|high=30|low=15'),
  language: weighted('de=55|en=28|fr=9|it=4|pl=4'),
  navigation_type: weighted('navigate=58|soft-navigation=22|back-forward-cache=9|reload=6|back-forward=3|prerender=2'),
  event_name: weighted('add_to_cart=58|newsletter_signup=14|purchase=19|size_guide_opened=9'),
  error_type: weighted('TypeError=55|ReferenceError=20|NetworkError=15|RangeError=10'),
  hostname: weighted('shop.example=97|www.shop.example=3'),
  lcp_target: weighted('main > figure.hero > img=52|h1.title=22|section.products > img=14|video.banner=7|p.lead=5'),
  inp_target: weighted('button.add-to-cart=44|nav > button.menu=26|form.search > input=18|select.size=12'),
  cls_target: weighted('div.cookie-bar=48|ul.products > li=30|div.banner=22'),
}

const GRADED: Readonly<Record<VitalName, number>> = { lcp: 2310, inp: 168, cls: 0.086, fcp: 1420, ttfb: 520 }
const SLOW: Record<string, number> = {
  '/lookbook': 2.1,
  mobile: 1.22,
  desktop: 0.72,
  low: 1.9,
  high: 0.7,
  BR: 1.7,
  IN: 1.8,
  JP: 1.3,
  DE: 0.85,
  CH: 0.8,
  'back-forward-cache': 0.12,
  reload: 0.8,
  Gecko: 0.9,
  'video.banner': 2,
  'nav > button.menu': 1.9,
  'div.banner': 2.6,
  '/search': 1.35,
}

const leaves = (tree: FilterTree): Filter[] =>
  'and' in tree ? tree.and.flatMap(leaves) : 'or' in tree ? tree.or.flatMap(leaves) : [tree]

const matches = ({ operator, value }: Filter, text: string): boolean => {
  const wanted = String(value)
  if (operator === 'ne') return text !== wanted
  if (operator === 'contains') return text.includes(wanted)
  if (operator === 'startsWith') return text.startsWith(wanted)
  if (operator === 'endsWith') return text.endsWith(wanted)
  if (operator === 'in') return (value as readonly string[]).includes(text)
  return text === wanted
}

/** Share of the traffic that the filters let through. */
export function shareOf(filters: readonly FilterTree[]): number {
  return filters.flatMap(leaves).reduce((share, filter) => {
    const kept = (SHARES[filter.dimension] ?? [['', 1] as const]).filter(([text]) => matches(filter, text))
    return share * kept.reduce((sum, [, weight]) => sum + weight, 0)
  }, 1)
}

/** How much slower than the mean a value or a set of filters is. */
export const slowness = (values: readonly string[]): number =>
  values.reduce((factor, value) => factor * (SLOW[value] ?? 0.9 + noise(`slow${value}`) * 0.25), 1)

/** p75 of a vital at a time for a factor of slowness. */
export const p75At = (vital: VitalName, at: number, factor: number): number =>
  GRADED[vital] * factor * (1 + 0.1 * Math.sin(at / 5.2e8) + 0.08 * (noise(`${vital}${Math.floor(at / 36e5)}`) - 0.5))

/** Pageviews of the hour that starts at `at` (epoch ms): a day's and a week's rhythm, and some chance. */
export function hourly(site: string, at: number): number {
  const when = new Date(at)
  const hour = when.getUTCHours()
  const day = Math.exp(-((((hour - 19 + 36) % 24) - 12) ** 2 / 40)) + 0.45 * Math.exp(-((hour - 11) ** 2) / 18) + 0.06
  const week = [0.82, 1.06, 1.02, 1, 1, 0.95, 0.78][when.getUTCDay()] ?? 1
  const growth = 1 + (at - 1.76e12) / 6e11
  const size = site === 'docs' ? 46 : 210
  return Math.max(0, size * day * week * growth * (0.84 + 0.32 * noise(site + at / 36e5)))
}
