import { createHash } from 'node:crypto'

const number = (text: string): number[] => [...text].map(Number)

/** Sum of digit x weight. */
export const weighted = (digits: string, weights: readonly number[]): number =>
  number(digits).reduce((sum, digit, at) => sum + digit * (weights[at] ?? 0), 0)

/** ISO/IEC 7812-1 annex B: the digit that completes `payload`. */
export function luhnDigit(payload: string): number {
  const sum = number(payload)
    .reverse()
    .reduce((total, digit, at) => {
      const doubled = at % 2 === 0 ? digit * 2 : digit
      return total + (doubled > 9 ? doubled - 9 : doubled)
    }, 0)
  return (10 - (sum % 10)) % 10
}

const VERHOEFF_PRODUCT = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
]
const VERHOEFF_ORDER = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
]
const VERHOEFF_INVERSE = '0432156789'

/** Verhoeff 1969, as UIDAI uses it: the digit that completes `payload`. */
export function verhoeffDigit(payload: string): number {
  const state = number(payload)
    .reverse()
    .reduce((at, digit, index) => {
      const permuted = Number(VERHOEFF_ORDER[(index + 1) % 8]?.[digit])
      return Number(VERHOEFF_PRODUCT[at]?.[permuted])
    }, 0)
  return Number(VERHOEFF_INVERSE[state])
}

/** ISO/IEC 7064 MOD 11,10: the digit that completes `payload`. */
export function mod1110Digit(payload: string): number {
  const product = number(payload).reduce((carry, digit) => (((carry + digit) % 10 || 10) * 2) % 11, 10)
  return (11 - product) % 10
}

/** Remainder by 97 of a number of any length. */
export const mod97 = (digits: string): number =>
  number(digits).reduce((remainder, digit) => (remainder * 10 + digit) % 97, 0)

/** ISO 13616: the two check digits of an IBAN. */
export function ibanCheck(country: string, bban: string): string {
  const spelt = [...`${bban}${country}00`].map((sign) => parseInt(sign, 36)).join('')
  return String(98 - mod97(spelt)).padStart(2, '0')
}

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

export function base58(bytes: Uint8Array): string {
  let value = BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`)
  let out = ''
  for (; value > 0n; value /= 58n) out = `${BASE58[Number(value % 58n)]}${out}`
  return '1'.repeat(bytes.findIndex((byte) => byte !== 0)) + out
}

/** Payload plus the first four bytes of its double SHA-256, in base 58. */
export function base58Check(payload: Uint8Array): string {
  const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
  return base58(Buffer.concat([payload, sha(sha(payload)).subarray(0, 4)]))
}

const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const BECH32_STEPS = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]

function bech32Sum(values: readonly number[]): number {
  return values.reduce((sum, value) => {
    const top = sum >>> 25
    const next = ((sum & 0x1ffffff) << 5) ^ value
    return BECH32_STEPS.reduce((mixed, step, bit) => ((top >> bit) & 1 ? mixed ^ step : mixed), next)
  }, 1)
}

/** BIP 173 (version 0) and BIP 350 (version 1 and up): a segregated-witness address. */
export function bech32(prefix: string, version: number, program: Uint8Array): string {
  const bits = [...program].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const groups = (bits.match(/.{1,5}/g) ?? []).map((group) => parseInt(group.padEnd(5, '0'), 2))
  const body = [version, ...groups]
  const signs = [...prefix].map((sign) => sign.charCodeAt(0))
  const expanded = [...signs.map((code) => code >> 5), 0, ...signs.map((code) => code & 31)]
  const sum = bech32Sum([...expanded, ...body, 0, 0, 0, 0, 0, 0]) ^ (version === 0 ? 1 : 0x2bc830a3)
  const check = [25, 20, 15, 10, 5, 0].map((shift) => (sum >>> shift) & 31)
  return `${prefix}1${[...body, ...check].map((at) => BECH32[at]).join('')}`
}
