import type { SeededRandom } from '@lethe/testkit'

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'

type Dims = Readonly<Record<string, string | number>>

/** A browser, and what may be stored of it. */
export interface Agent {
  readonly header: string
  readonly dims: Dims
}

const agent = (header: string, dims: Dims): Agent => ({ header, dims })
export const AGENTS: readonly Agent[] = [
  agent('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', {
    browser: 'Firefox',
    browser_major: 140,
    engine: 'Gecko',
    os: 'Linux',
    os_major: 0,
    device_type: 'desktop',
  }),
  agent(`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/140.0.0.0 Safari/537.36`, {
    browser: 'Chrome',
    browser_major: 140,
    engine: 'Blink',
    os: 'Windows',
    os_major: 10,
    device_type: 'desktop',
  }),
  agent(`${IPHONE} Version/18.1 Mobile/15E148 Safari/604.1`, {
    browser: 'Safari',
    browser_major: 18,
    engine: 'WebKit',
    os: 'iOS',
    os_major: 18,
    device_type: 'mobile',
  }),
  agent(`Mozilla/5.0 (Linux; Android 14; Pixel 8) ${WEBKIT} Chrome/141.0.0.0 Mobile Safari/537.36`, {
    browser: 'Chrome',
    browser_major: 141,
    engine: 'Blink',
    os: 'Android',
    os_major: 14,
    device_type: 'mobile',
  }),
]
export const BOT = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'

/** A line to the net: one visitor's, whatever its requests spell it like. */
export interface Line {
  readonly name: string
  readonly country: string
  spell(random: SeededRandom): string
}

const group = (random: SeededRandom) => random.below(0xffff).toString(16)

/** IPv4 networks whose country is known; the last one belongs to nobody. */
const NETWORKS = [
  ['84.128', 'DE'],
  ['90.50', 'FR'],
  ['27.34', 'NP'],
  ['12.200', 'US'],
  ['10.1', ''],
] as const
/** IPv6 prefixes of 48 bits. */
const PREFIXES = [
  ['2003:de:1', 'DE'],
  ['2a01:cb00:1', 'FR'],
] as const

/** A line of its own; `count` keeps them apart. IPv6 devices change the last 64 bits at will; a proxy may map IPv4. */
export function newLine(random: SeededRandom, count: number): Line {
  if (random.chance(0.3)) {
    const [prefix, country] = random.pick(PREFIXES)
    const net = `${prefix}:${(count + 1).toString(16)}`
    const suffix = () => [0, 0, 0, 0].map(() => group(random)).join(':')
    return { name: net, country, spell: () => `${net}:${suffix()}` }
  }
  const [network, country] = random.pick(NETWORKS)
  const ip = `${network}.${count >> 8}.${count & 255 || 1}`
  return { name: ip, country, spell: () => (random.chance(0.1) ? `::ffff:${ip}` : ip) }
}

/** Where a page view came from, in the words of the page, and what is stored of that. */
export interface Origin {
  readonly referrer: string
  readonly query: string
  readonly dims: Dims
}

const origin = (referrer: string, query: string, dims: Dims): Origin => ({ referrer, query, dims })
const OWN = 'https://shop.example/before'
const DIRECT = origin('', '', { source: '', channel: 'Direct' })
const INSIDE = origin(OWN, '', { source: '', channel: 'Direct' })
export const ORIGINS: readonly Origin[] = [
  DIRECT,
  origin('https://www.google.com/', '', {
    source: 'Google',
    channel: 'Search',
    referrer: 'www.google.com/',
    referrer_hostname: 'www.google.com',
  }),
  origin('https://news.example/story?secret=1', '', {
    source: 'news.example',
    channel: 'Referral',
    referrer: 'news.example/story',
    referrer_hostname: 'news.example',
  }),
  origin('', 'utm_source=newsletter&utm_campaign=autumn', {
    source: 'newsletter',
    channel: 'Email',
    utm_source: 'newsletter',
    utm_campaign: 'autumn',
  }),
  origin('https://duckduckgo.com/', 'utm_source=leaves&utm_medium=cpc&utm_term=boots', {
    source: 'leaves',
    channel: 'Paid',
    utm_source: 'leaves',
    utm_medium: 'cpc',
    utm_term: 'boots',
    referrer: 'duckduckgo.com/',
    referrer_hostname: 'duckduckgo.com',
  }),
]
export const inside = (): Origin => INSIDE

/** The same with a campaign content. */
export function marked({ referrer, query, dims }: Origin, mark: string): Origin {
  // What has nothing but a content of a campaign is a campaign.
  const isWeak = dims.channel === 'Direct' || dims.channel === 'Referral'
  const channel = isWeak ? 'Campaign' : (dims.channel ?? '')
  return { referrer, query: `${query}&utm_content=${mark}`, dims: { ...dims, channel, utm_content: mark } }
}

/** Letters only: figures would look like a number to be cleaned. */
export function markOf(count: number): string {
  let text = ''
  for (let left = count + 1; left > 0; left = Math.floor(left / 20)) text += 'bcdfghjklmnpqrstvwxz'[left % 20]
  return `m${text}`
}

export interface SimulatedSite {
  readonly timezone: string
  readonly sampling: number
  readonly client_key: string
  readonly key: string
}

/** Who visits a site: a line, a browser, and what the page can tell of both. */
export interface Person {
  readonly site: SimulatedSite
  readonly environment: string
  readonly line: Line
  readonly agent: Agent
  readonly form: 'batch' | 'single'
  /** As it is sent. */
  readonly context: Readonly<Record<string, string>>
  /** As it is stored. */
  readonly dims: Dims
}

export function newPerson(random: SeededRandom, base: Pick<Person, 'site' | 'line'>): Person {
  const form = random.chance(0.08) ? 'single' : 'batch'
  const language = random.pick(['de', 'en', 'ne'])
  const connection_type = random.pick(['4g', '4g', '3g', ''])
  const context = {
    language: form === 'single' ? `${language}-XX` : language,
    screen_class: random.pick(['sm', 'lg', 'xl']),
    device_class: form === 'single' ? '' : random.pick(['low', 'mid', 'high', '']),
    connection_type,
  }
  const chosen = random.pick(AGENTS)
  return {
    ...base,
    environment: random.chance(0.05) ? 'staging' : 'production',
    agent: chosen,
    form,
    context,
    dims: { ...chosen.dims, ...context, language, country: base.line.country },
  }
}
