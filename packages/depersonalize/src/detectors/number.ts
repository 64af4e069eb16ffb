import type { Detector, Finding } from '../engine/detector.ts'
import { isDay } from './checksums.ts'
import { isTold } from './words.ts'

const RUN = /(?<![\w])\+?\d(?:[ -]?\d){8,40}(?!\w)/g
const UNDERSCORED = /(?<=_)\d{9,40}(?![A-Za-z\d])|(?<![A-Za-z\d])\d{9,40}(?=_)/g
const DATE = /^\d{4}-?(\d\d)-?(\d\d)(?:[ -]?(?:[01]\d|2[0-3])(?:-?[0-5]\d){0,2})?$/
const DATES = /^\d{4}-(\d\d)-(\d\d)[ -](\d{4}-\d\d-\d\d|\d{1,4})$/
const COMPACT_TIME = /^(?:19|20)\d\d(\d\d)(\d\d)(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?$/
const THOUSANDS = /^\d{1,3}(?: \d{3})+$/
const YEARS = /^(?:(?:19|20)\d\d[ -]){2,}\d{1,4}$/
/** What is printed on a product, for everybody the same. */
const PRODUCT = /^(?:isbn|ean|gtin|upc|asin|barcode|issn|mpn)$/

/** Long runs of digits that are nothing else: order and customer numbers, most of all. Dates, decimals and books stay. */
export const number: Detector = {
  type: 'number',
  needs: (traits) => traits.digit_run >= 9,
  find: (text, hint) => {
    if (isTold(PRODUCT, hint)) return []
    const findings: Finding[] = []
    for (const pattern of text.includes('_') ? [RUN, UNDERSCORED] : [RUN])
      for (const { 0: run, index } of text.matchAll(pattern)) {
        if (isDecimal(text, index, run) || isBenign(run)) continue
        if (!findings.some((other) => index < other.end && other.start < index + run.length))
          findings.push({ start: index, end: index + run.length })
      }
    return findings.sort((a, b) => a.start - b.start)
  },
}

/** `3.14159265358979`: the digits behind a point, or before one. */
function isDecimal(text: string, start: number, run: string): boolean {
  return /(?:^|[^\d.])\d{1,3}\.$/.test(text.slice(Math.max(0, start - 5), start)) && !/[ -]/.test(run)
}

function isBenign(run: string): boolean {
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
