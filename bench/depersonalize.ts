import { DETECTORS, type Depersonalizer, openDepersonalizer } from '@lethe/depersonalize'
import { type SeededRandom, seededRandom } from '@lethe/testkit'

// The full engine on one core. `npm run bench -- depersonalize [adversarial inputs]`: a million of them take some minutes.
const ADVERSARIAL = Number(process.argv[2] ?? 1_000_000)
const ITEMS = 20_000
const LONGEST = 2_048

const print = (metric: string, value: number, unit: string, more: Record<string, unknown> = {}) =>
  console.log(
    JSON.stringify({ bench: 'depersonalize', metric, value: Math.round(value * 100) / 100, unit, seed: 4, ...more }),
  )

const WORDS =
  'shoes blue summer winter sale guide garden kitchen travel berlin report lamp chair offer release notes shop help about team price'.split(
    ' ',
  )
const PERSONAL = [
  'ann.meyer@mail.example',
  '203.0.113.77',
  '4111111111111111',
  'DE89370400440532013000',
  '+49 30 901820',
] as const

interface Item {
  readonly path: string
  readonly referrer: string
  readonly utm: Readonly<Record<string, string>>
  readonly props: Readonly<Record<string, string>>
}

/** `variety` values of each kind are in use; in one of fifty items something is personal. */
function itemOf(random: SeededRandom, variety: number): Item {
  const draw = () => random.below(variety)
  const words = (count: number) => Array.from({ length: count }, () => random.pick(WORDS)).join('-')
  const personal = random.chance(0.02) ? `/${encodeURIComponent(random.pick(PERSONAL))}` : ''
  const page = draw()
  return {
    path: `/${WORDS[page % WORDS.length]}/${WORDS[(page >> 3) % WORDS.length]}-${WORDS[page % 7]}-${page}${personal}`,
    referrer: `/${WORDS[draw() % WORDS.length]}/${draw().toString(36)}-${variety > 1e6 ? words(3) : 'news'}`,
    utm: { utm_source: 'newsletter', utm_medium: 'email', utm_campaign: `spring-sale-${draw()}` },
    props: {
      plan: random.pick(WORDS),
      position: `${draw()}`,
      label: `Add ${WORDS[draw() % WORDS.length]} ${draw()} to cart`,
    },
  }
}

function scrubItem(engine: Depersonalizer, { path, referrer, utm, props }: Item): void {
  engine.pagePath(path)
  engine.referrer({ hostname: 'www.news.example', path: referrer })
  for (const name in utm) engine.utm(name, utm[name] as string)
  engine.eventName('add_to_cart')
  engine.props(props)
}

function throughput(metric: string, engine: Depersonalizer, variety: number): void {
  const random = seededRandom(4)
  const items = Array.from({ length: ITEMS }, () => itemOf(random, variety))
  const warm = Array.from({ length: 4_000 }, () => itemOf(random, variety))
  for (const item of warm) scrubItem(engine, item)
  const started = performance.now()
  for (const item of items) scrubItem(engine, item)
  print(metric, ITEMS / ((performance.now() - started) / 1_000), 'items/s', { items: ITEMS })
}

const cold = openDepersonalizer({ detectors: DETECTORS })
throughput('throughput_cold', cold, 2 ** 30)
throughput('throughput_mix', openDepersonalizer({ detectors: DETECTORS, now: () => performance.now() }), 500)

/** Texts of any length: what is usual, and what is meant to be slow. */
const SHAPES: Readonly<Record<string, string>> = {
  words: '/blue-shoes/summer-2026/a-long-article-about-it',
  digits: '4111111111111112 ',
  separated_digits: '1-2.3 4/',
  percent: '%2525',
  encoded_words: 'caf%C3%A9%20',
  addresses: 'ann@mail.example,',
  at_signs: 'a@',
  dots: '1.2.3.',
  colons: 'ffff:',
  token_characters: 'aB3_dE5-',
  base64: 'YW5uQG1haWwuZXhhbXBsZQ',
  nested_base64: Buffer.from(
    Buffer.from(Buffer.from('some harmless text, long').toString('base64')).toString('base64'),
  ).toString('base64'),
  signed_tokens: 'eyJhbGciOiJI.eyJzdWIi.',
  quotes: '\'"`',
  full_width: '４１１１　',
  invisible: '\u200b\u202e1',
  user_agents: 'Mozilla/5.0 (X11;',
  pairs: 'name=ann&user=',
  brackets: '[email][name',
  names: '/users/Ann Meyer',
}
const KINDS: Readonly<Record<string, (text: string) => unknown>> = {
  path: (text) => cold.pagePath(text),
  query: (text) => cold.pagePath(`/?name=${text}`),
  prop: (text) => cold.props({ name: text }),
  message: (text) => cold.error({ type: 'E', message: text, stack: '', filename: '', line: 0, column: 0 }),
}
const CHARS: Readonly<Record<string, number>> = { path: LONGEST, query: LONGEST, prop: 1_024, message: 1_024 }

function timesOf(scrub: (text: string) => unknown, text: string, rounds: number): number[] {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const started = performance.now()
    scrub(text)
    times.push(performance.now() - started)
  }
  return times.sort((a, b) => a - b)
}

for (const [kind, scrub] of Object.entries(KINDS)) {
  const longest = CHARS[kind] ?? LONGEST
  for (const [shape, piece] of Object.entries(SHAPES)) {
    const of = (chars: number) => piece.repeat(Math.ceil(chars / piece.length)).slice(0, chars)
    timesOf(scrub, of(longest), 50)
    const whole = timesOf(scrub, of(longest), 300)
    const half = timesOf(scrub, of(longest / 2), 300)
    const at = (times: readonly number[], share: number) => times[Math.floor(times.length * share)] ?? 0
    print('longest_p99', at(whole, 0.99), 'ms', {
      kind,
      shape,
      chars: longest,
      p50: Math.round(at(whole, 0.5) * 1e3) / 1e3,
    })
    print('doubling', at(whole, 0.5) / at(half, 0.5), 'ratio', { kind, shape, chars: longest })
  }
}

const random = seededRandom(5)
const pieces = Object.values(SHAPES).concat(
  '\ud800',
  '\udc00',
  '%',
  '%25',
  '\0',
  '/',
  '?',
  '#',
  '=',
  ' ',
  '&#64;',
  '\\u0040',
  'x',
)
const started = performance.now()
let thrown = 0
for (let at = 0; at < ADVERSARIAL; at++) {
  const text = Array.from({ length: 1 + random.below(6) }, () => random.pick(pieces)).join('')
  try {
    random.pick(Object.values(KINDS))(text)
  } catch {
    thrown++
  }
}
print('adversarial_thrown', thrown, 'inputs', { of: ADVERSARIAL })
print('adversarial_mean', ((performance.now() - started) / ADVERSARIAL) * 1e3, 'us')
