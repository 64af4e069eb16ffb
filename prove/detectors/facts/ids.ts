import type { SeededRandom } from '@lethe/testkit'
import { BASE62, BASE64URL, between, charsOf, cut, DIGITS, digits, HEX, LOWER, padded } from '../draws.ts'
import { type Fact, fact } from '../item.ts'

const DASHES = [8, 4, 4, 4]
const variant = (random: SeededRandom) => charsOf(random, '89ab', 1) + charsOf(random, HEX, 3)
const msOf = (random: SeededRandom) => between(random, 1_600_000_000, 1_790_000_000) * 1000 + random.below(1000)

/** RFC 9562: time-based (1), random (4) and time-ordered (7). */
const VERSIONS: Readonly<Record<string, (random: SeededRandom) => string>> = {
  v1: (random) => {
    const node = `${charsOf(random, HEX, 1)}${charsOf(random, '02468ace', 1)}${charsOf(random, HEX, 10)}`
    return `${charsOf(random, HEX, 12)}1${padded(between(random, 0, 0xfff), 3).slice(-3)}${variant(random)}${node}`
  },
  v4: (random) => `${charsOf(random, HEX, 12)}4${charsOf(random, HEX, 3)}${variant(random)}${charsOf(random, HEX, 12)}`,
  v7: (random) =>
    `${msOf(random).toString(16).padStart(12, '0')}7${charsOf(random, HEX, 3)}${variant(random)}${charsOf(random, HEX, 12)}`,
}

export function uuid(random: SeededRandom): Fact {
  const version = random.weighted([
    ['v4', 5],
    ['v1', 2],
    ['v7', 2],
  ] as const)
  const compact = VERSIONS[version]?.(random) ?? ''
  const dashed = cut(compact, DASHES, '-')
  const [form, text] = random.weighted([
    [[version, dashed] as const, 10],
    [[`${version}-compact`, compact] as const, 2],
    [[`${version}-braces`, `{${dashed}}`] as const, 0.7],
    [[`${version}-urn`, `urn:uuid:${dashed}`] as const, 0.5],
  ])
  return fact('uuid', form, {
    locale: 'any',
    text,
    pieces: [form === `${version}-compact` ? compact : dashed],
    is_caseless: true,
  })
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
function crockford(value: number, length: number): string {
  let [rest, out] = [value, '']
  for (let at = 0; at < length; at++) {
    out = `${CROCKFORD[rest % 32]}${out}`
    rest = Math.floor(rest / 32)
  }
  return out
}

/** Ids that stand for one person's record or visit as often as for a thing: sortable and random ones. */
const IDS: Readonly<Record<string, (random: SeededRandom) => string>> = {
  ulid: (random) => crockford(msOf(random), 10) + charsOf(random, CROCKFORD, 16),
  ksuid: (random) => `${random.pick(['1', '2', '3'])}${charsOf(random, BASE62, 26)}`,
  nanoid: (random) => charsOf(random, BASE64URL, 21),
  objectid: (random) => between(random, 1_600_000_000, 1_790_000_000).toString(16) + charsOf(random, HEX, 16),
  cuid: (random) => `c${random.pick(['k', 'l', 'm'])}${charsOf(random, LOWER + DIGITS, 23)}`,
  'firebase-uid': (random) => charsOf(random, BASE62, 28),
  snowflake: (random) => `${between(random, 1, 9)}${digits(random, 17)}`,
  'stripe-customer': (random) => `cus_${charsOf(random, BASE62, 14)}`,
}

export function recordId(random: SeededRandom): Fact {
  const form = random.weighted(
    Object.keys(IDS).map((name) => [name, ['ulid', 'ksuid', 'nanoid'].includes(name) ? 4 : 1] as const),
  )
  return fact('id', form, { locale: 'any', text: IDS[form]?.(random) ?? '' })
}
