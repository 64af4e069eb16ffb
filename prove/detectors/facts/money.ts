import type { SeededRandom } from '@lethe/testkit'
import { base58, base58Check, bech32, ibanCheck, luhnDigit } from '../check-digits.ts'
import { between, charsOf, cut, DIGITS, digits, filled, HEX, UPPER } from '../draws.ts'
import { type Fact, fact } from '../item.ts'

interface Scheme {
  readonly form: string
  readonly length: number
  readonly iin: (random: SeededRandom) => string
  readonly groups: readonly number[]
}

const FOURS = [4, 4, 4, 4]
const range = (from: number, to: number) => (random: SeededRandom) => String(between(random, from, to))

/** Issuer ranges as the schemes publish them. */
const SCHEMES: readonly Scheme[] = [
  { form: 'visa', length: 16, iin: range(4000, 4999), groups: FOURS },
  { form: 'mastercard', length: 16, iin: range(5100, 5599), groups: FOURS },
  { form: 'mastercard-2', length: 16, iin: range(2221, 2720), groups: FOURS },
  { form: 'amex', length: 15, iin: (random) => random.pick(['34', '37']), groups: [4, 6, 5] },
  { form: 'discover', length: 16, iin: (random) => random.pick(['6011', '644', '647', '65']), groups: FOURS },
  { form: 'jcb', length: 16, iin: range(3528, 3589), groups: FOURS },
  { form: 'diners', length: 14, iin: (random) => random.pick(['36', '300', '305', '38']), groups: [4, 6, 4] },
  { form: 'unionpay', length: 16, iin: range(622126, 622925), groups: FOURS },
  { form: 'maestro', length: 16, iin: (random) => random.pick(['5018', '5020', '6304', '6759']), groups: FOURS },
]

export function card(random: SeededRandom): Fact {
  const scheme = random.weighted(SCHEMES.map((one, at) => [one, at < 2 ? 4 : 1] as const))
  const iin = scheme.iin(random)
  const payload = iin + digits(random, scheme.length - iin.length - 1)
  const text = payload + luhnDigit(payload)
  const grouped = cut(text, scheme.groups, random.pick([' ', ' ', '-']))
  return fact('card', scheme.form, { locale: 'any', text, grouped, has_check_digit: true })
}

/** ISO 13616 registry: BBAN structure, `n` digits, `a` capital letters, `c` either. */
const IBANS: readonly (readonly [country: string, structure: string])[] = [
  ['DE', '18n'],
  ['AT', '16n'],
  ['CH', '5n12c'],
  ['FR', '10n11c2n'],
  ['ES', '20n'],
  ['IT', '1a10n12c'],
  ['NL', '4a10n'],
  ['BE', '12n'],
  ['PL', '24n'],
  ['SE', '20n'],
  ['FI', '14n'],
  ['DK', '14n'],
  ['NO', '11n'],
  ['GB', '4a14n'],
  ['IE', '4a14n'],
  ['PT', '21n'],
  ['CZ', '20n'],
  ['SK', '20n'],
  ['HU', '24n'],
  ['RO', '4a16c'],
  ['GR', '7n16c'],
  ['LU', '3n13c'],
  ['TR', '5n1n16c'],
  ['EE', '16n'],
  ['LT', '16n'],
  ['LV', '4a13c'],
  ['HR', '17n'],
  ['BG', '4a6n8c'],
  ['IL', '19n'],
  ['SA', '2n18c'],
]
export const IBAN_COUNTRIES = IBANS.map(([country]) => country)

/** Letters are allowed where the registry says `c`, yet most banks put digits there. */
const SIGNS = { n: () => DIGITS, a: () => UPPER, c: (random: SeededRandom) => (random.chance(0.8) ? DIGITS : UPPER) }

export function iban(random: SeededRandom): Fact {
  const [country, structure] = random.pick(IBANS)
  const bban = [...structure.matchAll(/(\d+)([nac])/g)]
    .map(([, length, kind]) =>
      Array.from({ length: Number(length) }, () => charsOf(random, SIGNS[kind as 'n' | 'a' | 'c'](random), 1)).join(''),
    )
    .join('')
  const text = `${country}${ibanCheck(country, bban)}${bban}`
  const grouped = cut(
    text,
    Array.from({ length: 9 }, () => 4),
    random.weighted([
      [' ', 6],
      ['-', 1],
    ] as const),
  )
  return fact('iban', `iban-${country.toLowerCase()}`, {
    locale: country,
    text,
    grouped,
    has_check_digit: true,
    is_caseless: true,
  })
}

const withVersion = (random: SeededRandom, version: number) =>
  base58Check(Buffer.concat([Buffer.from([version]), random.bytes(20)]))

const WALLETS: Readonly<Record<string, (random: SeededRandom) => string>> = {
  'btc-p2pkh': (random) => withVersion(random, 0x00),
  'btc-p2sh': (random) => withVersion(random, 0x05),
  'btc-segwit': (random) => bech32('bc', 0, random.bytes(20)),
  'btc-taproot': (random) => bech32('bc', 1, random.bytes(32)),
  'ltc-segwit': (random) => bech32('ltc', 0, random.bytes(20)),
  ltc: (random) => withVersion(random, 0x30),
  doge: (random) => withVersion(random, 0x1e),
  tron: (random) => withVersion(random, 0x41),
  eth: (random) => `0x${charsOf(random, HEX, 40)}`,
  sol: (random) => base58(random.bytes(32)),
}

export function wallet(random: SeededRandom): Fact {
  const form = random.weighted(Object.keys(WALLETS).map((name) => [name, /^(btc|eth)/.test(name) ? 3 : 1] as const))
  const text = WALLETS[form]?.(random) ?? ''
  return fact('wallet', form, { locale: 'any', text, has_check_digit: form !== 'eth' && form !== 'sol' })
}

/** A customer, account or member number: personal only beside a word that says so. */
export function customerNumber(random: SeededRandom): Fact {
  const mask = random.weighted([
    ['NXXXX', 1],
    ['NXXXXX', 2],
    ['NXXXXXX', 2],
    ['NXXXXXXX', 2],
    ['NXXXXXXXXX', 1],
    ['K-NXXXXXX', 1],
  ] as const)
  const text = filled(random, mask)
  return fact('number', `digits-${text.replace(/\D/g, '').length}`, { locale: 'any', text, needs_context: true })
}
