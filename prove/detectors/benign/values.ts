import type { SeededRandom } from '@lethe/testkit'
import { between, charsOf, DIGITS, digits, HEX, LOWER, padded, UPPER } from '../draws.ts'
import type { Position } from '../item.ts'
import { ERROR_MESSAGES, FRAMES, PROGRAM_WORDS } from './messages.ts'
import { CAMPAIGNS, CLASSES, EVENTS, PLACES, SEARCHES, SECTIONS, SLUGS, SOURCES } from './things.ts'

/** A harmless text with the place it stands in and the parts whose loss would lose its meaning. */
export interface Harmless {
  readonly position: Position
  readonly key?: string
  readonly text: string
  readonly keep: readonly string[]
  readonly tolerated?: readonly string[]
}
export type DrawHarmless = (random: SeededRandom) => Harmless

const IDS = ['token', 'uuid', 'id', 'number']
const prop = (key: string, text: string): Harmless => ({ position: 'event_prop_neutral', key, text, keep: [text] })
const query = (key: string, text: string): Harmless => ({
  position: 'query_value',
  key,
  text: encodeURIComponent(text),
  keep: [text],
})
const path = (text: string, keep: readonly string[], tolerated?: readonly string[]): Harmless => ({
  position: 'path_segment',
  text,
  keep,
  ...(tolerated === undefined ? {} : { tolerated }),
})

function day(random: SeededRandom): { y: string; m: string; d: string } {
  return {
    y: String(between(random, 2018, 2026)),
    m: padded(between(random, 1, 12), 2),
    d: padded(between(random, 1, 28), 2),
  }
}

function dateText(random: SeededRandom): string {
  const { y, m, d } = day(random)
  const quarter = between(random, 1, 4)
  return random.pick([
    `${y}-${m}-${d}`,
    `${d}.${m}.${y}`,
    `${m}/${d}/${y}`,
    `${y}${m}${d}`,
    `${y}-${m}`,
    `${y}-Q${quarter}`,
    `${y}-W${m}`,
    `${y}-${m}-${d}T14:30:00Z`,
  ])
}

const semver = (random: SeededRandom) =>
  random.pick([
    `${between(random, 0, 19)}.${between(random, 0, 30)}.${between(random, 0, 12)}`,
    `v${between(random, 1, 9)}.${between(random, 0, 20)}.0-beta.${between(random, 1, 9)}`,
    `${between(random, 1, 9)}.${between(random, 0, 9)}.${between(random, 0, 9)}+build.${digits(random, 3)}`,
    `Chrome/${between(random, 110, 157)}.0.${between(random, 5000, 7000)}.${between(random, 20, 220)}`,
    `v${between(random, 1, 9)}.${between(random, 0, 20)}.${between(random, 0, 9)}.${between(random, 0, 9)}`,
  ])

/** EAN-13, ISBN-13 and GTIN share one check digit. */
function ean(random: SeededRandom, prefix: string): string {
  const payload = prefix + digits(random, 12 - prefix.length)
  const sum = [...payload].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0)
  return `${payload}${(10 - (sum % 10)) % 10}`
}

const postcode = (random: SeededRandom) =>
  random.pick([
    `${between(random, 10_115, 99_998)}`,
    `SW${between(random, 1, 20)}A 1AA`,
    `K1A 0B${digits(random, 1)}`,
    `${between(random, 1000, 9999)} AB`,
    `00-${digits(random, 3)}`,
    `${digits(random, 3)}-${digits(random, 4)}`,
    `9${digits(random, 4)}-${digits(random, 4)}`,
  ])

function asset(random: SeededRandom): Harmless {
  const [name, folder, kind] = [
    random.pick(['main', 'vendor', 'index', 'chunk-checkout', 'styles', 'logo', 'hero-banner', 'runtime']),
    random.pick(['assets', 'static/js', '_next/static/chunks', 'build', 'media']),
    random.pick(['js', 'css', 'webp', 'svg', 'woff2']),
  ]
  const hash = random.pick([
    charsOf(random, HEX, 8),
    charsOf(random, HEX, 20),
    charsOf(random, UPPER + LOWER + DIGITS, 8),
  ])
  const host = random.pick(['https://cdn.shop.example', 'https://static.example.net', 'https://www.example.org'])
  return {
    position: 'resource_url',
    text: `${host}/${folder}/${name}${random.pick(['.', '-'])}${hash}.${kind}`,
    keep: [host.slice(8), `/${folder}/`, name, `.${kind}`],
    tolerated: IDS,
  }
}

function slugPath(random: SeededRandom): Harmless {
  const [section, slug] = [random.pick(SECTIONS), random.pick(SLUGS)]
  const { y, m, d } = day(random)
  return random.weighted([
    [path(`/${section}/${slug}`, [`/${section}/`, slug]), 5],
    [path(`/${random.pick(['en', 'de', 'fr-FR', 'pt-br'])}/${section}/${slug}.html`, [`/${section}/`, slug]), 2],
    [path(`/blog/${y}/${m}/${d}/${slug}`, ['/blog/', `${y}/${m}/${d}`, slug]), 2],
    [path(`/${section}/${slug}-p${digits(random, 6)}`, [`/${section}/`, slug], IDS), 1],
    [path(`/${section}/${digits(random, 5)}-${slug}`, [`/${section}/`, slug], IDS), 1],
  ])
}

function fill(
  random: SeededRandom,
  from: readonly (readonly [string, readonly string[]])[],
  position: Position,
): Harmless {
  const [template, keep] = random.pick(from)
  const [word, n, m] = [
    random.pick(PROGRAM_WORDS),
    String(between(random, 1, 960)),
    String(between(random, 10, 99_000)),
  ]
  const put = (text: string) => text.replaceAll('{w}', word).replaceAll('{n}', n).replaceAll('{m}', m)
  return { position, text: put(template), keep: keep.map(put), tolerated: IDS }
}

function utm(random: SeededRandom): Harmless {
  const { y, m, d } = day(random)
  const name = random.pick(CAMPAIGNS)
  const text = random.pick([
    name,
    `${name}_${y}`,
    `${name}-${y}-${m}-${d}`,
    `${y}${m}${d}_${name}`,
    `${name}_q${between(random, 1, 4)}_${random.pick(['de', 'us', 'fr'])}`,
    `${name}|${digits(random, 3)}x${digits(random, 3)}`,
    `${name}_variant_${random.pick(['a', 'b'])}`,
  ])
  return random.chance(0.75)
    ? { position: 'utm_value', key: random.pick(['utm_campaign', 'utm_content', 'utm_term']), text, keep: [text] }
    : { position: 'utm_value', key: random.pick(['utm_source', 'utm_medium']), text: random.pick(SOURCES), keep: [] }
}

function referrer(random: SeededRandom): Harmless {
  const host = random.pick([
    'www.google.com',
    'duckduckgo.com',
    'news.example.org',
    't.co',
    'blog.john-lewis.example',
    'www.madison.example',
    'forum.example.net',
    'st-james-school.example',
  ])
  const slug = random.pick(SLUGS)
  const text = random.pick([
    `https://${host}/`,
    `https://${host}/${random.pick(SECTIONS)}/${slug}`,
    `https://${host}/search?q=${encodeURIComponent(random.pick(SEARCHES))}`,
  ])
  return { position: 'referrer_path', text, keep: text.includes(slug) ? [host, slug] : [host] }
}

function selector(random: SeededRandom): Harmless {
  const tag = random.pick(['button', 'section', 'img', 'main', 'article', 'nav'])
  return {
    position: 'selector',
    text: `${tag}.${random.pick(CLASSES).replaceAll(' ', '.')}${random.pick(['', '>span', ':nth-child(3)', '>h1'])}`,
    keep: [tag],
    tolerated: IDS,
  }
}

/** Segments after an identity word that are no identity. */
const PAGES_OF_PEOPLE = [
  '/users/settings',
  '/user/login',
  '/users/new',
  '/author/guidelines',
  '/profile/edit',
  '/account/orders',
  '/members/directory',
  '/customers/import',
  '/people/search',
  '/users/me',
  '/u/signup',
  '/kunden/registrierung',
  '/utilisateurs/inscription',
  '/account/password/reset',
  '/profile/privacy',
  '/members/benefits',
  '/users/export',
  '/author/archive',
]

/** Words and numbers of every page; the key is as harmless as the value. */
const PLAIN: Readonly<Record<string, DrawHarmless>> = {
  date: (random) =>
    random.pick([prop, query])(random.pick(['date', 'from', 'day', 'week', 'published']), dateText(random)),
  version: (random) => prop(random.pick(['version', 'app_version', 'release', 'browser']), semver(random)),
  price: (random) =>
    prop(
      random.pick(['price', 'total', 'amount', 'value']),
      random.pick([
        `${between(random, 1, 999)}.${digits(random, 2)}`,
        `${between(random, 1, 99)},${digits(random, 2)} €`,
        `$1,${digits(random, 3)}.00`,
        `${between(random, 1, 99)}000`,
      ]),
    ),
  count: (random) =>
    prop(random.pick(['items', 'count', 'quantity', 'results', 'position']), String(between(random, 1, 2500))),
  pagination: (random) =>
    query(random.pick(['page', 'p', 'offset', 'limit', 'per_page']), String(between(random, 1, 400))),
  product_code: (random) =>
    random.pick([prop, query])(
      random.pick(['isbn', 'ean', 'gtin', 'barcode']),
      random.pick([ean(random, '978'), ean(random, '40'), ean(random, '33'), ean(random, '501')]),
    ),
  sku: (random) =>
    prop(
      random.pick(['sku', 'article', 'model', 'size']),
      random.pick([
        `${charsOf(random, UPPER, 3)}-${digits(random, 4)}-${random.pick(['BLK', 'RED', 'XL'])}`,
        `B0${charsOf(random, UPPER + DIGITS, 8)}`,
        `WM${digits(random, 2)}K${digits(random, 3)}`,
        `${between(random, 36, 47)} EU`,
      ]),
    ),
  postcode: (random) => prop(random.pick(['zip', 'plz', 'postcode']), postcode(random)),
  year: (random) =>
    random.pick([prop, query])(
      random.pick(['year', 'jahr', 'since', 'season']),
      random.pick([String(between(random, 1950, 2027)), '2025/26', '1990s']),
    ),
  port: (random) => prop('port', random.pick(['80', '443', '3000', '5432', '8080', '27017'])),
  git_hash: (random) => ({
    ...prop(random.pick(['commit', 'build', 'release']), charsOf(random, HEX, 7)),
    keep: [],
    tolerated: IDS,
  }),
  locale: (random) =>
    prop(
      random.pick(['lang', 'locale']),
      random.pick(['en-US', 'de', 'pt-BR', 'zh-Hant-TW', 'nb_NO', 'sr-Latn-RS', 'fr-CA']),
    ),
  mime: (random) =>
    prop(
      random.pick(['type', 'format', 'content_type']),
      random.pick([
        'image/webp',
        'application/json',
        'text/html; charset=utf-8',
        'video/mp4',
        'application/vnd.ms-excel',
        'font/woff2',
      ]),
    ),
  time_zone: (random) =>
    prop(
      random.pick(['tz', 'timezone']),
      random.pick([
        'Europe/Berlin',
        'America/Argentina/Buenos_Aires',
        'UTC+05:45',
        'Asia/Kolkata',
        'America/St_Johns',
        'GMT-3',
      ]),
    ),
  status: (random) =>
    prop(
      random.pick(['status', 'http_status', 'result']),
      random.pick(['200', '404', '502 Bad Gateway', 'ok', 'failed', '304 Not Modified', 'declined']),
    ),
  place: (random) =>
    random.pick([prop, query])(random.pick(['city', 'store', 'destination', 'region']), random.pick(PLACES)),
  search: (random) => query(random.pick(['q', 'query', 's', 'search', 'suche']), random.pick(SEARCHES)),
  measure: (random) =>
    prop(
      random.pick(['width', 'duration', 'weight', 'viewport', 'speed', 'zoom', 'ratio']),
      random.pick([
        `${between(random, 320, 3840)}x${between(random, 480, 2160)}`,
        `${between(random, 1, 90)}s`,
        `${between(random, 1, 99)}.5 kg`,
        `${between(random, 1, 59)}:${padded(random.below(60), 2)}`,
        '16:9',
        '0.75',
        '1.333333',
        `${between(random, 10, 300)} Mbit/s`,
      ]),
    ),
  colour: (random) =>
    prop(
      random.pick(['color', 'theme', 'bg']),
      random.pick([
        `#${charsOf(random, HEX, 6)}`,
        'rgb(12, 34, 56)',
        'dark',
        'hsl(210 40% 98%)',
        'Rose',
        'Amber',
        'Ruby',
        'Olive',
      ]),
    ),
  label: (random) =>
    prop(
      random.pick(['name', 'label', 'title', 'category', 'plan', 'variant']),
      random.pick([
        'Buy now',
        'Learn more',
        'Summer Sale',
        'Pro Plan',
        'Enterprise',
        'Men > Shoes',
        'Jetzt kaufen',
        'En savoir plus',
        'Free Trial',
        'Dark Mode',
        'Hero Banner',
        'Black Friday Deals',
        'Main Menu',
        'Add To Cart',
      ]),
    ),
  unix_time: (random) =>
    prop(
      random.pick(['ts', 'started', 't']),
      random.pick([
        `${between(random, 1_700_000_000, 1_790_000_000)}`,
        `${between(random, 1_700_000_000, 1_790_000_000)}${digits(random, 3)}`,
      ]),
    ),
}

/** Kinds of harmless texts with their share of the set. */
export const HARMLESS: readonly (readonly [category: string, weight: number, draw: DrawHarmless])[] = [
  ['slug', 22, slugPath],
  ['asset', 9, asset],
  ['error', 14, (random) => fill(random, ERROR_MESSAGES, 'error_message')],
  ['frame', 8, (random) => fill(random, FRAMES, 'stack_frame')],
  ['utm', 9, utm],
  ['referrer', 6, referrer],
  ['selector', 4, selector],
  [
    'identity_page',
    2,
    (random) => {
      const text = random.pick(PAGES_OF_PEOPLE)
      return { position: 'path_identity', text, keep: [text] }
    },
  ],
  [
    'map',
    2,
    (random) => {
      const place = random.pick(PLACES.filter((one) => /^[A-Za-z]+$/.test(one))).toLowerCase()
      return path(`/map/${place}/${random.pick(['parks', 'restaurants', 'metro', 'schools'])}`, ['/map/', place])
    },
  ],
  [
    'event',
    5,
    (random) => {
      const text = random.pick(EVENTS)
      return {
        position: 'event_name',
        text: random.chance(0.4) ? `${text} ${random.pick(['v2', 'mobile', 'footer', 'step 3', 'de'])}` : text,
        keep: [text],
      }
    },
  ],
  [
    'fragment',
    2,
    (random) => {
      const slug = random.pick([
        'reviews',
        'faq',
        'section-2',
        'comments',
        'top',
        'pricing',
        'L120-L140',
        '/products/shoes',
        ':~:text=free%20shipping',
      ])
      return { position: 'fragment', text: `#${slug}`, keep: [] }
    },
  ],
  [
    'prop_key',
    2,
    (random) => ({
      position: 'event_prop_key',
      key: random.pick([
        'plan',
        'cart_value',
        'item_count',
        'ab_variant',
        'user_type',
        'has_coupon',
        'scroll_depth',
        'name_length',
        'mark',
        'grace_period',
        'will_renew',
        'max_price',
        'art',
        'page',
      ]),
      text: random.pick(['1', 'true', 'pro', '42']),
      keep: [],
    }),
  ],
  ...Object.entries(PLAIN).map(
    ([category, draw]) => [category, category === 'search' ? 6 : category === 'date' ? 5 : 2.2, draw] as const,
  ),
]
