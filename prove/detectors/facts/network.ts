import type { SeededRandom } from '@lethe/testkit'
import { between, charsOf, HEX } from '../draws.ts'
import { type Fact, fact } from '../item.ts'

/** First octets of unicast space that is given out to networks; now and then an address of somebody's home network. */
function octets(random: SeededRandom): number[] {
  const rest = () => [random.below(256), random.below(256), between(random, 1, 254)]
  if (random.chance(0.08))
    return random.pick([
      [192, 168, random.below(256), between(random, 2, 254)],
      [10, ...rest()],
    ])
  const first = random.pick([5, 24, 31, 46, 62, 77, 80, 81, 85, 87, 91, 93, 109, 151, 176, 178, 188, 193, 212, 217])
  return [first, ...rest()]
}

type Draw = (random: SeededRandom) => string
const dotted: Draw = (random) => octets(random).join('.')
const asNumber = (parts: readonly number[]) => parts.reduce((sum, part) => sum * 256 + part, 0)

const V4: readonly (readonly [form: string, weight: number, needs_context: boolean, draw: Draw])[] = [
  ['ipv4', 10, false, dotted],
  ['ipv4-port', 1.5, false, (random) => `${dotted(random)}:${between(random, 1024, 65_535)}`],
  ['ipv4-cidr', 0.7, false, (random) => `${dotted(random)}/32`],
  ['ipv4-mapped', 1.5, false, (random) => `::ffff:${dotted(random)}`],
  ['ipv4-dashed', 1, true, (random) => octets(random).join('-')],
  ['ipv4-integer', 0.5, true, (random) => String(asNumber(octets(random)))],
  ['ipv4-hex', 0.4, true, (random) => `0x${asNumber(octets(random)).toString(16).padStart(8, '0')}`],
]

const PREFIXES = ['2001:db8', '2a02:908', '2003:e5', '2a00:23c5', '2600:1700', '2804:14c', '2409:4060', '2001:16b8']
const group = (random: SeededRandom) => between(random, 0x100, 0xffff).toString(16)
const groups = (random: SeededRandom, count: number) => Array.from({ length: count }, () => group(random))
const full = (random: SeededRandom) => [...random.pick(PREFIXES).split(':'), ...groups(random, 6)]

const V6: readonly (readonly [form: string, weight: number, needs_context: boolean, draw: Draw])[] = [
  ['ipv6', 5, false, (random) => full(random).join(':')],
  [
    'ipv6-padded',
    1,
    false,
    (random) =>
      full(random)
        .map((one) => one.padStart(4, '0'))
        .join(':'),
  ],
  [
    'ipv6-compressed',
    4,
    false,
    (random) =>
      `${full(random)
        .slice(0, between(random, 2, 4))
        .join(':')}::${groups(random, between(random, 1, 3)).join(':')}`,
  ],
  [
    'ipv6-zone',
    0.7,
    false,
    (random) => `fe80::${groups(random, 4).join(':')}%${random.pick(['eth0', 'en0', 'wlan0'])}`,
  ],
  ['ipv6-brackets', 1, false, (random) => `[${full(random).join(':')}]:${random.pick(['443', '8080', '3000'])}`],
  [
    'ipv6-mapped-hex',
    0.5,
    false,
    (random) => `::ffff:${between(random, 0x100, 0xffff).toString(16)}:${charsOf(random, HEX.slice(1), 4)}`,
  ],
  ['ipv6-network', 0.5, false, (random) => `${full(random).slice(0, 4).join(':')}::/64`],
]

export function ip(random: SeededRandom): Fact {
  const all = [...V4, ...V6]
  const [form, , needs_context, draw] = random.weighted(all.map((one) => [one, one[1]] as const))
  return fact('ip', form, {
    locale: 'any',
    text: draw(random),
    needs_context,
    is_caseless: form.startsWith('ipv6') && form !== 'ipv6-zone',
  })
}
