import { normalise } from './normalise.ts'
import type { Traits } from './traits.ts'

const ENCODED = /%[\da-f]{2}/i
const RUN = /(?:%[\da-f]{2})+/gi
/** `%252525`: however often a percent sign was encoded, it is one. */
const NESTED = /%(?:25)+(?=[\da-f]{2})/gi
/** `&#64;`, `&#x40;`, `\u0040`, `\x40`, `%u0040`. */
const ESCAPE = /&#(\d{2,7});?|&#x([\da-f]{2,6});?|(?:\\u|%u)([\da-f]{4})|\\x([\da-f]{2})/gi
const CONTROL = /\p{Cc}/gu
const HALF_PAIR = /\p{Cs}/gu
const ENDS_A_PIECE = /[?#&=;]/g
const ENCODED_PLACEHOLDER = /%5B([a-z-]{2,20})%5D/gi
const ROUNDS = 3
const DECODER = new TextDecoder()

/** Whether reading the text could show something else than what is written. Cheap; false for nearly every text. */
export function isDisguised(text: string, { has_non_ascii, has_percent, has_slash }: Traits): boolean {
  return has_non_ascii || has_percent || (has_slash && text.includes('\\')) || text.includes('&#')
}

/**
 * What a text says once it is decoded: percent and other escapes up to three times, also where some of them are malformed,
 * look-alike and invisible characters unified after each round. Null when it is still encoded: nobody does that by accident.
 */
export function readable(text: string): string | null {
  let read = normalise(text)
  for (let round = 0; round < ROUNDS; round++) {
    const decoded = normalise(decodeOnce(read))
    if (decoded === read) return read.replace(CONTROL, ' ')
    read = decoded
  }
  return ENCODED.test(read) ? null : read.replace(CONTROL, ' ')
}

/** As a URL spells a piece of itself: nothing in it ends the piece, placeholders stay readable. */
export function encodePiece(text: string): string {
  return encodeURI(text.replace(HALF_PAIR, ''))
    .replace(ENDS_A_PIECE, encodeURIComponent)
    .replace(ENCODED_PLACEHOLDER, '[$1]')
}

function decodeOnce(text: string): string {
  const escaped = text.includes('\\') || text.includes('&#') || text.includes('%u') || text.includes('%U')
  const unescaped = escaped ? text.replace(ESCAPE, charOf) : text
  return unescaped.includes('%') ? unescaped.replace(NESTED, '%').replace(RUN, bytesOf) : unescaped
}

function charOf(sequence: string, ...[decimal, hex, unit, byte]: (string | undefined)[]): string {
  const code = decimal === undefined ? Number.parseInt(hex ?? unit ?? byte ?? '', 16) : Number(decimal)
  return code <= 0x10ffff ? String.fromCodePoint(code) : sequence
}

/** Bytes that are no UTF-8 become replacement characters; nothing throws. */
function bytesOf(run: string): string {
  if (run.length === 3) {
    const code = Number.parseInt(run.slice(1), 16)
    if (code < 128) return String.fromCharCode(code)
  }
  return DECODER.decode(Uint8Array.from(run.slice(1).split('%'), (hex) => Number.parseInt(hex, 16)))
}
