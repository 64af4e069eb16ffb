import type { Detector } from '../engine/detector.ts'
import { isBenign, isOfThing } from './number.ts'
import { isInAddress, isMeasure, isOwner, isPlural } from './path-words.ts'

/** `48213377`, `48213377.html`, `order-48213377`, `INV-2026-0017`, `A1042`. */
const SEGMENT =
  /^(?:([A-Za-z]{1,12})[-_#]|([A-Za-z]{1,3})(?=\d{3})|#)?(\d{1,20}(?:-\d{1,12}){0,3})(?:\.(?:html?|php|aspx?|jsp|json|pdf))?$/
/** Postcodes, prices and models have fewer digits. */
const MIN_DIGITS = 6
/** Behind a plural. */
const MIN_LISTED_DIGITS = 4
const YEAR = /^(?:19|20)\d\d$/
const MONTH = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])$/
const COLOUR = /^(?:colou?rs?|farben?|couleurs?|hex)$/

/**
 * Segments of digits only that are ids: six digits or more; four behind a plural (`/articles/4711`); any behind a word for
 * people and what is theirs (`/orders/7`). Years, dates, times and the numbers of things stay.
 */
export const pathNumber: Detector = {
  type: 'number',
  needs: (traits) => traits.digit_count > 0,
  find: (text, hint) => {
    if (!isInAddress(hint)) return []
    const match = SEGMENT.exec(text)
    if (!match || isOfThing(text, hint)) return []
    const [, prefix, glued, digits = ''] = match
    const start = text.indexOf(digits, (prefix ?? glued ?? '').length)
    const finding = [{ start, end: start + digits.length }]
    const before = hint.words.at(-1) ?? ''
    if (YEAR.test(digits)) return []
    if (isOwner(before) || (prefix && isOwner(prefix))) return finding
    const isListed = !prefix && !glued && digits.length >= MIN_LISTED_DIGITS && isPlural(before)
    if (!isListed && (glued || digits.length < MIN_DIGITS)) return []
    return /-/.test(digits) || isWritten(digits, prefix ?? before) ? [] : finding
  },
}

/** Whether the number says something of its own: a date, a month, a book, a colour, a size. */
function isWritten(digits: string, word: string): boolean {
  return MONTH.test(digits) || isBenign(digits) || isMeasure(word) || COLOUR.test(word)
}
