import type { Detector, Finding } from '../engine/detector.ts'
import { matchesOf } from '../engine/matches.ts'
import { isPossibleInternational, isValidInternational } from './phone-plans.ts'
import { isTold, wordsBefore } from './words.ts'

const TOLD =
  /^(?:(?:tele?)?phones?|phone(?:no|nr|number|num)|[a-z]*phonenumber|(?:home|cell|work|mobile|office)phone|tel|tels|telno|telnr|telefon[a-z]{0,8}|telefax|telefoon[a-z]{0,8}|telephone|fon|fono|fone|mob|mobile|mobil|mobiel|mobilnummer|mobilnr|mobiltelefon|movil|cell|cellular|celular|cellulare|cellulaire|portable|handy|handynummer|handynr|gsm|msisdn|whatsapp|sms|fax|call|dial|ring|rufnummer|puhelin|puhelinnumero|komorka|komorkowy|kontakttelefon|contactnumber|тел|телефон|телефона|мобильный|τηλεφωνο|電話|電話番号|携帯|电话|手机|手机号|전화|전화번호|휴대폰|هاتف|جوال|טלפון)$/
const SEPARATOR = '[ +\\-./()\\u2010-\\u2015]'
const RUN = new RegExp(
  `(?<![A-Za-z\\d]|\\d[.,:-])(?:\\+ ?\\(?|\\(\\+?)?\\d(?:${SEPARATOR}{0,3}\\d){5,18}(?: ?(?:x|ext\\.?|#) ?\\d{1,6})?(?![A-Za-z\\d]|[.,:]\\d)`,
  'gi',
)
const EXTENSION = / ?(?:x|ext\.?|#) ?\d{1,6}$/i
const DATE = /^(?:(?:19|20)\d\d([-./ ])\d\d?\1\d\d?|\d\d?([-./ ])\d\d?\2(?:19|20)\d\d)(?!\d)/
const DATE_BEHIND = / (?:19|20)\d\d[-/.]\d\d/
const VERSION = /^\d{1,2}\.\d{1,2}\.\d/
const COORDINATES = /^\d{1,3}\.\d{3,}|^\d{1,3}(?:\.\d{3})+$/
/** Groups that people write telephone numbers in, and little else. Digits are `0`. */
const UNMISTAKABLE = [
  // North America: (415) 555-2671, 415-555-2671, 415.555.2671, 1-415-555-2671.
  /^(?:1[-. ])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[-. ])\d{3}[-. ]\d{4}$/,
  // An area in brackets: (030) 901820, (11) 91234-5678, 8 (495) 123-45-67.
  /^(?:[1-9]\d{0,2} ?)?\((?!19|20\d\d)\d{2,5}\)(?:[ -]{0,2}\d{2,}){1,4}$/,
  // A trunk zero: 030 901820, 020 7946 0958, 06 12 34 56 78, 03-1234-5678, 0171/1234567.
  /^(?=(?:\D*\d){9})0[1-9]\d{0,3}(?: ?[-./ ] ?\d{2,}){1,4}$/,
  /^0[1-9]\d{8,10}$/,
  // China, India: 138 1234 5678, 98765 43210.
  /^1[3-9]\d[ -]\d{4}[ -]\d{4}$/,
  /^[6-9]\d{4}[ -]\d{5}$/,
  /^[2-9]\d\d-\d{3}-\d{3}$/,
]
/** A space, as a URL may write it. */
const PLUS_WITHIN = /(?<=\d)\+/g
const DASHES = /[\u2010-\u2015]/g

/** Telephone numbers: international anywhere, national under a telling word or in a grouping that nothing else has. */
export const phone: Detector = {
  type: 'phone',
  needs: (traits) => traits.digit_count >= 6,
  find: (text, hint) => {
    const findings: Finding[] = []
    const isKeyTold = isTold(TOLD, hint)
    for (const { 0: run, index } of matchesOf(text, RUN)) {
      const told = () => isKeyTold || isTold(TOLD, hint, wordsBefore(text, index).slice(-3))
      const length = lengthOfPhone(run, told)
      if (length > 0) findings.push({ start: index, end: index + length })
    }
    return findings
  },
}

/** How much of the run, from its beginning, is a telephone number; numbers of something else may follow it. */
function lengthOfPhone(run: string, told: () => boolean): number {
  let isToldHere: boolean | null = null
  const toldOnce = () => (isToldHere ??= told())
  const date = run.search(DATE_BEHIND)
  const bare = date > 0 ? run.slice(0, date) : run.replace(EXTENSION, '')
  if (isPhone(bare, toldOnce)) return date > 0 ? date : run.length
  let end = bare.length
  for (let cut = 0; cut < 4; cut++) {
    end = lastGroupEnd(bare, end)
    if (end < 7) return 0
    if (isPhone(bare.slice(0, end), toldOnce)) return end
  }
  return 0
}

function isPhone(run: string, told: () => boolean): boolean {
  const digits = run.replace(/\D/g, '')
  if (digits.length > 15) return false
  const text = run.replace(DASHES, '-').replace(PLUS_WITHIN, ' ')
  if (/^\(?\+/.test(text)) return isPossibleInternational(text.replace('(0)', '').replace(/\D/g, ''))
  if (DATE.test(text) || VERSION.test(text)) return false
  if (digits.startsWith('00') && isValidInternational(digits.slice(2))) return true
  if (told()) return true
  return digits.length >= 7 && !COORDINATES.test(text) && UNMISTAKABLE.some((form) => form.test(text))
}

/** Where the group before the last one ends. */
function lastGroupEnd(text: string, end: number): number {
  let at = end
  while (at > 0 && isDigit(text, at - 1)) at--
  while (at > 0 && !isDigit(text, at - 1)) at--
  return at
}

const isDigit = (text: string, at: number): boolean => text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57
