import type { Detector, Finding } from '../engine/detector.ts'
import type { Hint } from '../engine/hint.ts'
import { matchesOf } from '../engine/matches.ts'
import { isDay } from './checksums.ts'
import { PERSON_KEYS, PERSON_SEGMENTS } from './name-words.ts'
import { isTold } from './words.ts'

const RUN = /(?<![A-Za-z\d])\+?\d(?:[ +-]?\d){8,40}(?![A-Za-z\d])/g
const SHORT = /^[A-Za-z]{0,3}[-#_ ]?\d{1,12}(?:[-./ ]\d{1,12}){0,4}$/
const DATE = /^\d{4}-?(\d\d)-?(\d\d)(?:[ -]?(?:[01]\d|2[0-3])(?:-?[0-5]\d){0,2})?$/
const DATES = /^\d{4}-(\d\d)-(\d\d)[ -](\d{4}-\d\d-\d\d|\d{1,4})$/
const COMPACT_TIME = /^(?:19|20)\d\d(\d\d)(\d\d)(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?$/
const THOUSANDS = /^\d{1,3}(?: \d{3})+$/
const YEARS = /^(?:(?:19|20)\d\d[ -]){2,}\d{1,4}$/
/** What is printed on a product, for everybody the same. */
const PRODUCT = /^(?:isbn|ean|gtin|upc|asin|barcode|issn|mpn)$/
const POSTCODE = /^(?:zip|zipcode|plz|postcode|postal|postalcode|postleitzahl|cap|cep|cp|postnummer|postcode)$/
const TIME =
  /^(?:t|ts|time|timestamp|at|date|started|ended|start|end|begin|created|updated|modified|published|expires|expiry|exp|iat|nbf|since|until|now|epoch|unix|datetime|zeit|fecha|heure)$/
const MIN_TOLD_DIGITS = 4
const MIN_DIGITS = 9
const ACCOUNT = /^(?:client|account|konto|compte|cuenta|conta|conto|kunden|rekening)$/
const GLUED_PERSON =
  /^(?:kunden|customer|user|client|member|patient|mitglieds?|klant|bruker|kund|benutzer|nutzer|usuario|cliente)[a-z]{2,}$/
/** Seconds or milliseconds since 1970, from 2001 to 2033. */
const UNIX_TIME = /^1\d{9}(?:\d{3})?$/
/** Keys and segments whose value is one person's or one order's number, however short. */
const NUMBERED =
  /^(?:[a-z]{0,12}(?:id|nr|no|num|number|nummer|numer|numero)|ids|nummern|rechnung(?:en)?|invoices?|orders?|bookings?|tickets?|cases?)$/

/** Long runs of digits that are nothing else: order and customer numbers, most of all. Dates, decimals and books stay. */
export const number: Detector = {
  type: 'number',
  needs: (traits) => traits.digit_count >= MIN_TOLD_DIGITS,
  find: (text, hint, { digit_run }) => {
    if (isOfThing(text, hint)) return []
    if (isPersonal(text, hint)) return [{ start: 0, end: text.length }]
    if (digit_run < MIN_DIGITS) return []
    const findings: Finding[] = []
    for (const { 0: run, index } of matchesOf(text, RUN))
      if (!isDecimal(text, index, run) && !isBenign(run)) findings.push({ start: index, end: index + run.length })
    return findings
  },
}

/** Whether the key says that the number is of a product, a place or a moment. */
export function isOfThing(text: string, hint: Hint): boolean {
  if (isTold(PRODUCT, hint) || (isTold(POSTCODE, hint) && text.length <= 10)) return true
  return UNIX_TIME.test(text) && isTold(TIME, hint)
}

/** Four digits or more under `/users/` or `customer_no`. A year there would be a strange one, and goes as well. */
function isPersonal(text: string, { words }: Hint): boolean {
  if (words.length === 0 || !SHORT.test(text) || (text.match(/\d/g)?.length ?? 0) < MIN_TOLD_DIGITS) return false
  const last = words.at(-1) ?? ''
  if (PERSON_KEYS.has(last) || PERSON_SEGMENTS.has(last)) return true
  if (!words.some((word) => PERSON_KEYS.has(word) || ACCOUNT.test(word) || GLUED_PERSON.test(word))) return false
  return words.some((word) => NUMBERED.test(word))
}

/** `3.14159265358979`: the digits behind a point, or before one. */
function isDecimal(text: string, start: number, run: string): boolean {
  return /(?:^|[^\d.])\d{1,3}\.$/.test(text.slice(Math.max(0, start - 5), start)) && !/[ -]/.test(run)
}

/** Whether digits are a date, a time, years, a round sum or a book. */
export function isBenign(run: string): boolean {
  const date = DATE.exec(run) ?? DATES.exec(run) ?? COMPACT_TIME.exec(run)
  if (date && isDay(date[2] ?? '', date[1] ?? '')) return true
  return YEARS.test(run) || (THOUSANDS.test(run) && / 000$/.test(run)) || isBook(run)
}

/** ISBN-13: a valid check digit behind 978 or 979. */
function isBook(run: string): boolean {
  const digits = run.replace(/\D/g, '')
  if (!/^97[89]\d{10}$/.test(digits)) return false
  let sum = 0
  for (let at = 0; at < digits.length; at++) sum += Number(digits[at]) * (at % 2 === 0 ? 1 : 3)
  return sum % 10 === 0
}
