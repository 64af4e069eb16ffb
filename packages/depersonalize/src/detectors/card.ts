import type { Detector, Finding } from '../engine/detector.ts'
import { matchesOf } from '../engine/matches.ts'
import { isLuhn } from './checksums.ts'

/** Digits in groups, one separator between them. */
const RUN = /(?<![A-Za-z\d+]|\d\.)\d(?:[ .+-]?\d){12,30}(?![A-Za-z\d]|\.\d)/g
/** Issuers by the first digits, with the lengths that they give out (ISO/IEC 7812; Wikipedia, "Payment card number"). */
const ISSUERS: readonly (readonly [prefix: RegExp, lengths: readonly number[]])[] = [
  [/^4/, [13, 16, 19]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^3(?:0[0-5]|095|[689])/, [14, 16, 19]],
  [/^(?:6011|64[4-9]|65|60|8[12]|508)/, [16, 17, 18, 19]],
  [/^35(?:2[89]|[3-8])/, [16, 17, 18, 19]],
  [/^62/, [16, 17, 18, 19]],
  [/^(?:50|5[6-9]|6[1-9])/, [13, 14, 15, 16, 17, 18, 19]],
  [/^220[0-4]/, [16, 17, 18, 19]],
  [/^9792/, [16]],
]
const GROUPED = /^(?:\d{4}(?: \d{4}){3}(?: \d{3})?|\d{4} \d{6} \d{4,5}|\d{6} \d{13}|\d+)$/
const GROUP = /\d+/g
const EAN_WEIGHTS = [1, 3]

/** Numbers of payment cards: 13 to 19 digits with an issuer's first digits and a valid check digit. */
export const card: Detector = {
  type: 'card',
  needs: (traits) => traits.digit_run >= 13,
  find: (text) => {
    const findings: Finding[] = []
    for (const match of matchesOf(text, RUN)) {
      const found = cardIn(match[0])
      if (found) findings.push({ start: match.index + found.start, end: match.index + found.end })
    }
    return findings
  },
}

/** The whole run, or the groups of it that look like a card (a date or a count may stand beside them). */
function cardIn(run: string): Finding | null {
  if (isCard(run.replace(/\D/g, ''))) return { start: 0, end: run.length }
  const groups = matchesOf(run, GROUP).map((match) => ({ start: match.index, end: match.index + match[0].length }))
  for (const [at, first] of groups.slice(0, 4).entries())
    for (const [behind, last] of groups.slice(at, 8).entries()) {
      // One separator stands between two groups.
      const size = last.end - first.start - behind
      if (size < 13 || size > 19 || run[first.start - 1] === '.' || run[last.end] === '.') continue
      const part = run.slice(first.start, last.end)
      if (GROUPED.test(part.replace(/\D/g, ' ')) && isCard(part.replace(/\D/g, '')))
        return { start: first.start, end: last.end }
    }
  return null
}

function isCard(digits: string): boolean {
  if (!isLuhn(digits)) return false
  if (!ISSUERS.some(([prefix, lengths]) => lengths.includes(digits.length) && prefix.test(digits))) return false
  return !/^(\d)\1+$/.test(digits) && !(digits.length === 13 && isEan(digits))
}

/** A product's number of 13 digits is far more frequent than a card of that length. */
function isEan(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < digits.length; at++) sum += Number(digits[at]) * (EAN_WEIGHTS[at % 2] ?? 0)
  return sum % 10 === 0
}
