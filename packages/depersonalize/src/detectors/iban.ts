import type { Detector, Finding } from '../engine/detector.ts'
import { matchesOf } from '../engine/matches.ts'
import { mod97 } from './checksums.ts'
import { isWordCode } from './words.ts'

/** Length of an account number by country (SWIFT IBAN registry, release 99). */
const LENGTHS = new Map(
  Object.entries({
    15: 'NO',
    16: 'BE',
    18: 'DK FO FI GL NL SD FK',
    19: 'MK SI',
    20: 'AT BA EE KZ LT LU XK MN',
    21: 'CH HR LI LV',
    22: 'BG BH CR DE GB GE IE ME RS VA',
    23: 'AE GI IL IQ OM SO TL',
    24: 'AD CZ ES MD PK RO SA SE SK TN VG DZ',
    25: 'AO CV GW LY MZ PT ST',
    26: 'IS TR IR',
    27: 'BI CF CG CM DJ FR GA GQ GR IT KM MC MG MR SM TD',
    28: 'AL AZ BF BJ BY CI CY DO GT HN HU LB MA ML NE NI PL SN SV TG',
    29: 'BR EG PS QA UA',
    30: 'JO KW MU YE',
    31: 'MT SC',
    32: 'LC',
    33: 'RU',
  }).flatMap(([length, countries]) => countries.split(' ').map((country) => [country, Number(length)] as const)),
)
const HEAD = /[a-z]{2}\d{2}(?=[ .+-]?[a-z\d])/gi
const SEPARATORS = new Set([' ', '-', '.', '+'])

/** International bank account numbers, in groups or not, of the country's length and with valid check digits. */
export const iban: Detector = {
  type: 'iban',
  needs: (traits) => traits.digit_count >= 6,
  find: (text) => {
    const findings: Finding[] = []
    let from = 0
    for (const match of matchesOf(text, HEAD)) {
      if (match.index < from || isWordCode(text.charCodeAt(match.index - 1))) continue
      const end = ibanEnd(text, match.index)
      if (end < 0) continue
      findings.push({ start: match.index, end })
      from = end
    }
    return findings
  },
}

/** Where the account number that starts here ends; -1 for none. */
function ibanEnd(text: string, start: number): number {
  const length = LENGTHS.get(text.slice(start, start + 2).toUpperCase())
  if (!length) return -1
  let account = ''
  let at = start
  while (account.length < length) {
    const char = text[at] ?? ''
    if (/[a-z\d]/i.test(char)) account += char
    else if (!SEPARATORS.has(char) || SEPARATORS.has(text[at - 1] ?? '')) return -1
    at++
  }
  return !isWordCode(text.charCodeAt(at)) && mod97(account.slice(4) + account.slice(0, 4)) === 1 ? at : -1
}
