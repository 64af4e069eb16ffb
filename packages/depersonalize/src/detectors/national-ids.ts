import { isDay, isLuhn, isMod11And10, isVerhoeff, weightedSum } from './checksums.ts'

/** A number by which a state knows a person. */
export interface NationalId {
  readonly country: string
  /** Global, linear, with boundaries of its own. */
  readonly pattern: RegExp
  /** Check digits and dates, of the find without separators, in upper case. */
  readonly isValid: (id: string) => boolean
  /** A find in this form speaks for itself; in any other it needs a telling word. Without it every form does. */
  readonly own?: RegExp
}

const FIRST = '(?<![A-Za-z\\d.]|\\d[-+])'
const LAST = '(?![A-Za-z\\d]|[-.]\\d)'
const form = (body: string): RegExp => new RegExp(`${FIRST}(?:${body})${LAST}`, 'gi')
const WEIGHTS = {
  nhs: [10, 9, 8, 7, 6, 5, 4, 3, 2],
  pesel: [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1],
  no_first: [3, 7, 6, 1, 8, 9, 4, 5, 2, 1],
  no_second: [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1],
  tfn: [1, 4, 3, 7, 5, 8, 6, 9, 10],
  bsn: [9, 8, 7, 6, 5, 4, 3, 2, -1],
  cn: [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2],
} as const
const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE'
const FI_CHARS = '0123456789ABCDEFHJKLMNPRSTUVWXY'
const ANY = /^/

/** Ids of people, by country. Those whose check digit one in ten random numbers has need their own punctuation or a telling word. */
export const NATIONAL_IDS: readonly NationalId[] = [
  {
    country: 'US',
    pattern: form('\\d{3}([- +]?)\\d{2}\\1\\d{4}'),
    isValid: (id) => !/^(?:000|666)|^\d{3}00|0000$|^(\d)\1+$/.test(id) && (id[0] !== '9' || /^9\d\d[5-9]/.test(id)),
    own: /^\d{3}-\d\d-/,
  },
  {
    country: 'GB',
    pattern: form('[a-ceghj-prtw-z][a-ceghj-nprtw-z][ +-]?\\d{2}[ +-]?\\d{2}[ +-]?\\d{2}[ +-]?[a-d]'),
    isValid: (id) => !/^(?:BG|GB|KN|NK|NT|TN|ZZ)/.test(id),
    own: ANY,
  },
  {
    country: 'GB',
    pattern: form('\\d{3}([- +]?)\\d{3}\\1\\d{4}'),
    isValid: (id) => (11 - (weightedSum(id, WEIGHTS.nhs) % 11)) % 11 === Number(id[9]) && !/^(\d)\1+$/.test(id),
    own: /^[467]\d\d[ +]/,
  },
  {
    country: 'DE',
    pattern: form('[1-9]\\d[ +]?\\d{3}[ +]?\\d{3}[ +]?\\d{3}'),
    isValid: (id) => isMod11And10(id) && hasOneRepeat(id.slice(0, 10)),
    own: ANY,
  },
  {
    country: 'FR',
    pattern: form(
      '[1-478][ +]?\\d{2}[ +]?(?:0[1-9]|1[0-2]|[2-9]\\d)[ +]?(?:\\d{2}|2[ab])[ +]?\\d{3}[ +]?\\d{3}[ +-]?\\d{2}',
    ),
    isValid: (id) => {
      const number = id.slice(0, 13).replace('2A', '19').replace('2B', '18')
      return 97 - Number(BigInt(number) % 97n) === Number(id.slice(13))
    },
    own: ANY,
  },
  {
    country: 'ES',
    pattern: form('(?:\\d{2}\\.?\\d{3}\\.?\\d{3}|[xyz][- +]?\\d{7})[- +]?[a-z]'),
    isValid: (id) => {
      const number = id.slice(0, -1).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)))
      return DNI_LETTERS[Number(number) % 23] === id.at(-1)
    },
    own: ANY,
  },
  {
    country: 'IT',
    pattern: form(
      '[a-z]{3}[ +]?[a-z]{3}[ +]?[\\dlmnp-v]{2}[abcdehlmprst][\\dlmnp-v]{2}[ +]?[a-z][\\dlmnp-v]{3}[ +]?[a-z]',
    ),
    isValid: isCodiceFiscale,
    own: ANY,
  },
  {
    country: 'PL',
    pattern: form('\\d{11}'),
    isValid: (id) =>
      weightedSum(id, WEIGHTS.pesel) % 10 === 0 && isDay(id.slice(4, 6), String(Number(id.slice(2, 4)) % 20)),
    own: ANY,
  },
  {
    country: 'SE',
    pattern: form('(?:(?:18|19|20)\\d{2}|\\d{2})\\d{4}[-+ ]?\\d{4}'),
    isValid: (id) => {
      const short = id.slice(-10)
      const day = Number(short.slice(4, 6))
      return isLuhn(short) && isDay(String(day > 60 ? day - 60 : day), short.slice(2, 4))
    },
    own: /^\d{6}[-+]|^\d{8}-?\d{4}$/,
  },
  {
    country: 'FI',
    pattern: form('\\d{6}[-+a-fu-y]\\d{3}[\\da-fhj-npr-y]'),
    isValid: (id) => {
      const digits = id.replace(/^(\d{6})[A-Z]?/, '$1')
      if (!isDay(id.slice(0, 2), id.slice(2, 4))) return false
      return FI_CHARS[Number(digits.slice(0, 9)) % 31] === digits[9]
    },
    own: ANY,
  },
  {
    country: 'DK',
    pattern: form('\\d{6}[- +]?\\d{4}'),
    isValid: (id) => isDay(id.slice(0, 2), id.slice(2, 4)),
    own: /-/,
  },
  {
    country: 'NO',
    pattern: form('\\d{6}[ +-]?\\d{5}'),
    isValid: (id) =>
      weightedSum(id, WEIGHTS.no_first) % 11 === 0 &&
      weightedSum(id, WEIGHTS.no_second) % 11 === 0 &&
      isDay(String(Number(id.slice(0, 2)) % 40), String(Number(id.slice(2, 4)) % 40)),
    own: ANY,
  },
  {
    country: 'IN',
    pattern: form('[2-9]\\d{3}([- +]?)\\d{4}\\1\\d{4}'),
    isValid: isVerhoeff,
    own: /^\d{4}[- +]/,
  },
  {
    country: 'CA',
    pattern: form('\\d{3}([- +]?)\\d{3}\\1\\d{3}'),
    isValid: (id) => isLuhn(id) && !/^0{3}|^8/.test(id),
    own: /^\d{3}[- +]/,
  },
  {
    country: 'AU',
    pattern: form('\\d{3}([- +]?)\\d{3}\\1\\d{3}'),
    isValid: (id) => weightedSum(id, WEIGHTS.tfn) % 11 === 0 && !/^(\d)\1+$/.test(id),
    own: /^\d{3}[- +]/,
  },
  {
    country: 'BR',
    pattern: form('\\d{3}\\.?\\d{3}\\.?\\d{3}[-/ +]?\\d{2}'),
    isValid: (id) => isCpf(id) && !/^(\d)\1+$/.test(id),
    own: ANY,
  },
  {
    country: 'NL',
    pattern: form('\\d{4}[. +]?\\d{2}[. +]?\\d{3}'),
    isValid: (id) => weightedSum(id, WEIGHTS.bsn) % 11 === 0 && !/^(\d)\1+$/.test(id),
  },
  {
    country: 'BE',
    pattern: form('\\d{2}\\.?\\d{2}\\.?\\d{2}[- +]?\\d{3}[. +]?\\d{2}'),
    isValid: (id) => {
      const [number, check] = [Number(id.slice(0, 9)), Number(id.slice(9))]
      if (!isDay(id.slice(4, 6), id.slice(2, 4))) return false
      return 97 - (number % 97) === check || 97 - ((number + 2_000_000_000) % 97) === check
    },
    own: ANY,
  },
  {
    country: 'CH',
    pattern: form('756\\.?\\d{4}\\.?\\d{4}\\.?\\d{2}'),
    isValid: (id) => weightedSum(id, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0,
    own: ANY,
  },
  {
    country: 'CN',
    pattern: form('[1-9]\\d{5}(?:19|20)\\d{9}[\\dx]'),
    isValid: (id) =>
      isDay(id.slice(12, 14), id.slice(10, 12)) && '10X98765432'[weightedSum(id, WEIGHTS.cn) % 11] === id[17],
    own: ANY,
  },
  {
    country: 'CZ',
    pattern: form('\\d{6}/\\d{4}'),
    isValid: (id) => Number(id) % 11 === 0 && isDay(id.slice(4, 6), String(Number(id.slice(2, 4)) % 50)),
    own: ANY,
  },
  {
    country: 'MX',
    pattern: form('[a-z][aeioux][a-z]{2}\\d{6}[hmx][a-z]{5}[\\da-z]\\d'),
    isValid: (id) => isDay(id.slice(8, 10), id.slice(6, 8)),
    own: ANY,
  },
  {
    country: 'TR',
    pattern: form('[1-9]\\d{10}'),
    isValid: (id) => {
      const tenth = (7 * weightedSum(id, [1, 0, 1, 0, 1, 0, 1, 0, 1]) - weightedSum(id, [0, 1, 0, 1, 0, 1, 0, 1])) % 10
      return (tenth + 10) % 10 === Number(id[9]) && weightedSum(id, Array(10).fill(1)) % 10 === Number(id[10])
    },
    own: ANY,
  },
  {
    country: 'ZA',
    pattern: form('\\d{6}[ +]?\\d{4}[ +]?[01]\\d{2}'),
    isValid: (id) => isLuhn(id) && isDay(id.slice(4, 6), id.slice(2, 4)),
    own: ANY,
  },
]

/** One digit twice or three times among the first ten, the others once or never (since 2016). */
function hasOneRepeat(digits: string): boolean {
  const counts = [...'0123456789'].map((digit) => digits.split(digit).length - 1)
  const repeats = counts.filter((count) => count > 1)
  return repeats.length === 1 && (repeats[0] ?? 0) <= 3
}

function isCpf(id: string): boolean {
  const check = (length: number): number => {
    let sum = 0
    for (let at = 0; at < length; at++) sum += Number(id[at]) * (length + 1 - at)
    return ((sum * 10) % 11) % 10
  }
  return check(9) === Number(id[9]) && check(10) === Number(id[10])
}

const CF_ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]

function isCodiceFiscale(id: string): boolean {
  let sum = 0
  for (let at = 0; at < 15; at++) {
    const code = id.charCodeAt(at)
    const value = code < 58 ? code - 48 : code - 65
    sum += at % 2 === 0 ? (CF_ODD[value] ?? 0) : value
  }
  return sum % 26 === id.charCodeAt(15) - 65
}
