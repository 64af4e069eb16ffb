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

/** `variety` pages, campaigns and labels are in use; in one of fifty items something is personal. */
function itemOf(random: SeededRandom, variety: number): Item {
  // Few pages have most of the visits.
  const slug = () => {
    const draw = seededRandom(Math.floor(variety ** random.next()))
    return `${draw.pick(WORDS)}-${draw.pick(WORDS)}-${draw.pick(WORDS)}-${draw.below(variety > 1e6 ? 90_000 : 90)}`
  }
  const personal = random.chance(0.02) ? `/${encodeURIComponent(random.pick(PERSONAL))}` : ''
  return {
    path: `/shop/${slug()}${personal}`,
    referrer: `/blog/${slug()}`,
    utm: { utm_source: 'newsletter', utm_medium: 'email', utm_campaign: slug() },
    props: { plan: random.pick(WORDS), position: `${random.below(90)}`, label: `Add ${slug()} to cart` },
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
  for (const item of Array.from({ length: ITEMS / 2 }, () => itemOf(random, variety))) scrubItem(engine, item)
  const before = process.cpuUsage().user
  for (const item of items) scrubItem(engine, item)
  print(metric, ITEMS / ((process.cpuUsage().user - before) / 1e6), 'items/s of cpu', { items: ITEMS })
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
const KINDS: Readonly<Record<string, { scrub: (text: string) => unknown; longest: number }>> = {
  path: { scrub: (text) => cold.pagePath(`/${text}`), longest: LONGEST - 2 },
  query: { scrub: (text) => cold.pagePath(`/?name=${text}`), longest: LONGEST - 8 },
  prop: { scrub: (text) => cold.props({ name: text }), longest: 1_024 },
  message: {
    scrub: (text) => cold.error({ type: 'E', message: text, stack: '', filename: '', line: 0, column: 0 }),
    longest: 1_024,
  },
}

/** CPU time of a run, so that what else the machine does matters little; interleaved, so that both are equally warm. */
function cpuOf(runs: readonly (() => unknown)[], rounds: number): number[] {
  const sums = runs.map(() => 0)
  for (let round = 0; round < rounds; round++) {
    for (const [at, run] of runs.entries()) {
      const before = process.cpuUsage().user
      for (let time = 0; time < 20; time++) run()
      sums[at] = (sums[at] ?? 0) + process.cpuUsage().user - before
    }
  }
  return sums.map((sum) => sum / (rounds * 20) / 1_000)
}

function p99Of(run: () => unknown): number {
  const times: number[] = []
  for (let round = 0; round < 200; round++) {
    const started = performance.now()
    run()
    times.push(performance.now() - started)
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0
}

for (const [kind, { scrub, longest }] of Object.entries(KINDS)) {
  for (const [shape, piece] of Object.entries(SHAPES)) {
    const of = (chars: number) => piece.repeat(Math.ceil(chars / piece.length)).slice(0, chars)
    const [whole, half] = [of(longest), of(longest / 2)]
    cpuOf([() => scrub(whole), () => scrub(half)], 2)
    const [cpu = 0, cpuOfHalf = 1] = cpuOf([() => scrub(whole), () => scrub(half)], 5)
    print('longest', cpu, 'ms cpu', {
      kind,
      shape,
      chars: longest,
      wall_p99_ms: Math.round(p99Of(() => scrub(whole)) * 100) / 100,
    })
    print('doubling', cpu / cpuOfHalf, 'ratio', { kind, shape, chars: longest })
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
    random.pick(Object.values(KINDS)).scrub(text)
  } catch {
    thrown++
  }
}
print('adversarial_thrown', thrown, 'inputs', { of: ADVERSARIAL })
print('adversarial_mean', ((performance.now() - started) / ADVERSARIAL) * 1e3, 'us')
