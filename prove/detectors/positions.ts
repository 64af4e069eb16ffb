import type { SeededRandom } from '@lethe/testkit'
import type { Surroundings, Written } from './encodings.ts'
import type { Context, Encoding, Fact, Position } from './item.ts'
import * as phrases from './phrases.ts'
import { NEUTRAL_KEYS, nouns, tellingKeys } from './telling-words.ts'

/** A place for one value: what stands before and after it, and what of that must stay readable. */
export interface Carrier {
  readonly template: string
  /** The value stands in the key, `template` is the key's. */
  readonly is_key?: boolean
  readonly key?: string
  readonly text?: string
  readonly context: Context
  readonly keep: readonly string[]
  readonly around: Surroundings
}

interface Wish {
  readonly random: SeededRandom
  readonly fact: Fact
}
type Carry = (wish: Wish) => Omit<Carrier, 'around' | 'keep'> & { readonly keep?: readonly string[] }

const telling = ({ random, fact }: Wish) => random.pick(tellingKeys(fact.type, fact.form))
const neutral = ({ random }: Wish) => random.pick(NEUTRAL_KEYS)
/** A key that tells the type, more often than not. */
const someKey = (wish: Wish): { key: string; context: Context } =>
  alwaysTold(wish.fact) || wish.random.chance(0.55)
    ? { key: telling(wish), context: 'key' }
    : { key: neutral(wish), context: 'none' }
/** Nobody could call these personal without a word beside them: they never stand alone in this set. */
const alwaysTold = ({ type }: Fact) => type === 'date-of-birth' || type === 'number'

const identityPath = ({ random }: Wish) => random.pick(phrases.IDENTITY_PATHS)
const referrer = ({ random }: Wish) => `https://${random.pick(phrases.REFERRER_HOSTS)}`

function messageOf(wish: Wish): { template: string; context: Context } {
  const { random, fact } = wish
  if (fact.type === 'name') {
    return random.chance(0.75)
      ? { template: random.pick(phrases.PERSON_PHRASES), context: 'words' }
      : { template: random.pick(phrases.UNNAMED_PHRASES), context: 'none' }
  }
  if (fact.type === 'date-of-birth' && random.chance(0.3))
    return { template: random.pick(phrases.BIRTH_PHRASES), context: 'words' }
  if (!alwaysTold(fact) && random.chance(0.45))
    return { template: random.pick(phrases.UNNAMED_PHRASES), context: 'none' }
  return {
    template: random.pick(phrases.NAMED_PHRASES).replace('{n}', random.pick(nouns(fact.type, fact.form))),
    context: 'words',
  }
}

function frameOf(wish: Wish): { template: string; context: Context } {
  const { random, fact } = wish
  if (fact.type === 'home-folder' || fact.type === 'credentials')
    return { template: random.pick(phrases.FILE_LINES), context: 'segment' }
  const line = random.pick(phrases.STACK_LINES)
  return line.includes('{p}')
    ? { template: line.replace('{p}', identityPath(wish)), context: 'segment' }
    : { template: line, context: 'none' }
}

function resourceOf(wish: Wish): { template: string; context: Context } {
  const { random, fact } = wish
  if (fact.type === 'credentials' || fact.type === 'home-folder') return { template: '{v}', context: 'segment' }
  const from = alwaysTold(fact) ? phrases.RESOURCES.filter((one) => one.includes('{k}')) : phrases.RESOURCES
  const template = random.pick(from)
  if (template.includes('{k}')) return { template: template.replace('{k}', telling(wish)), context: 'key' }
  return {
    template: template.replace('{p}', identityPath(wish)),
    context: template.includes('{p}') ? 'segment' : 'none',
  }
}

function fragmentOf(wish: Wish): { template: string; context: Context } {
  const { random, fact } = wish
  if (alwaysTold(fact) || random.chance(0.5)) return { template: `#${telling(wish)}={v}`, context: 'key' }
  return random.chance(0.5)
    ? { template: `#${identityPath(wish)}`, context: 'segment' }
    : { template: '#{v}', context: 'none' }
}

/** The folder path on somebody's machine tells by itself, as does a URL with a password in it. */
const HOST_LABELS = ['https://{v}.pages.example/', 'https://{v}.preview.example.app/start', 'https://{v}.wiki.example/']

const CARRIERS: Readonly<Record<Position, Carry>> = {
  path_segment: ({ random }) => ({ template: random.pick(phrases.PLAIN_PATHS), context: 'none' }),
  path_identity: (wish) => ({ template: identityPath(wish), context: 'segment' }),
  query_value: (wish) => ({ template: '{v}', ...someKey(wish) }),
  fragment: (wish) => ({ ...fragmentOf(wish), keep: [] }),
  referrer_path: (wish) => {
    if (wish.fact.type === 'credentials') return { template: '{v}', context: 'segment' }
    const is_identity = wish.random.chance(0.5)
    const path = is_identity ? identityPath(wish) : wish.random.pick(phrases.PLAIN_PATHS)
    return { template: `${referrer(wish)}${path}`, context: is_identity ? 'segment' : 'none' }
  },
  referrer_query: (wish) => {
    const { key, context } = someKey(wish)
    return { template: `${referrer(wish)}/results?page=2&${key}={v}`, context }
  },
  referrer_host: ({ random, fact }) => {
    const is_address = fact.type === 'ip' && fact.form !== 'ipv4-dashed'
    return { template: is_address ? 'http://{v}/status' : random.pick(HOST_LABELS), context: 'none' }
  },
  utm_value: ({ random }) => ({
    template: random.pick(phrases.CAMPAIGNS),
    key: random.pick(['utm_campaign', 'utm_content', 'utm_term', 'utm_source', 'utm_medium']),
    context: 'none',
  }),
  event_name: ({ random }) => ({ template: random.pick(phrases.EVENT_NAMES), context: 'none' }),
  event_prop_keyed: (wish) => ({ template: '{v}', key: telling(wish), context: 'key' }),
  event_prop_neutral: (wish) => ({
    template: wish.random.pick(phrases.NAMELESS_TEXTS),
    key: neutral(wish),
    context: 'none',
  }),
  event_prop_key: ({ random }) => ({
    template: random.pick(['{v}', 'user_{v}', '{v}_count', 'opened:{v}']),
    is_key: true,
    text: random.pick(['1', 'true', 'yes', '42']),
    context: 'none',
    keep: [],
  }),
  error_message: messageOf,
  stack_frame: frameOf,
  resource_url: resourceOf,
  selector: ({ random }) => ({ template: random.pick(phrases.SELECTORS), context: 'none', keep: [] }),
}

const URLS: readonly Position[] = [
  'path_segment',
  'path_identity',
  'query_value',
  'fragment',
  'referrer_path',
  'referrer_query',
  'stack_frame',
  'resource_url',
]
const WITH_QUERY: readonly Position[] = ['query_value', 'referrer_query', 'utm_value']

/** Draws a place for a fact at a position. */
export function carrierFor(random: SeededRandom, fact: Fact, position: Position): Carrier {
  const wish = { random, fact }
  const carrier = CARRIERS[position](wish)
  const is_local = fact.type === 'home-folder' && !/^(file|\/)/.test(fact.text)
  const around = {
    is_url: URLS.includes(position) && !is_local,
    takes_plus: WITH_QUERY.includes(position),
    telling_key: telling(wish),
  }
  return { ...carrier, around, keep: carrier.keep ?? keepOf(carrier.template, position) }
}

/** Words of the surroundings: not what stands in quotes or in a query, since these are dropped or replaced on purpose. */
function keepOf(template: string, position: Position): string[] {
  if (position === 'stack_frame') return frameKeep(template)
  const visible = template
    .replace(position === 'error_message' ? /https?:\S+/g : /[?#].*$/, ' ')
    .replace(/(^|[\s:(])(["'])[^"']*\2/g, ' ')
    .replace(/\{"[^}]*\}.*$/, ' ')
  return [...visible.replace(/https?:|\{v\}/g, ' ').matchAll(/\p{L}{4,}/gu)].map(([word]) => word)
}

/** Function, host, line and column of a frame. */
function frameKeep(template: string): string[] {
  const place = /:\d+:\d+/.exec(template)?.[0] ?? ''
  const name = /(loadProfile|submitForm|renderRow|onClick|renderPage|openFile)/.exec(template)?.[0]
  const host = /(app|cdn)\.example\.(com|net)/.exec(template)?.[0]
  return [place, name, host].filter((one) => one !== undefined && one !== '') as string[]
}

const CODED: readonly Encoding[] = [
  'percent1',
  'percent2',
  'percent3',
  'percent_all',
  'plus',
  'base64',
  'base64url',
  'base64_json',
  'fullwidth',
  'punycode',
  'upper',
  'lower',
  'tagged',
  'grouped',
]
const SPELT: readonly Encoding[] = ['punycode', 'upper', 'lower', 'tagged', 'grouped']

/** Encodings that occur at a position; `plain` several times, since most of what pages send is plain. */
export function encodingsAt(position: Position): readonly Encoding[] {
  if (position === 'referrer_host') return ['plain']
  const others = position === 'selector' || position === 'event_prop_key' ? SPELT : CODED
  return [...Array.from({ length: 5 }, () => 'plain' as const), ...others]
}

/** Puts the written fact into its place. */
export const placed = (carrier: Carrier, { written }: Written): string =>
  carrier.template.replaceAll('{v}', () => written)
