import { normalise } from './normalise.ts'
import type { Traits } from './traits.ts'

const ENCODED = /%[\da-f]{2}/i
/** `%252525`: however often a percent sign was encoded, it is one. */
const NESTED = /%(?:25)+(?=[\da-f]{2})/gi
/** `&#64;`, `&#x40;`, `\u0040`, `\x40`, `%u0040`. */
const ESCAPE = /&#(\d{2,7});?|&#x([\da-f]{2,6});?|(?:\\u|%u)([\da-f]{4})|\\x([\da-f]{2})/gi
const CONTROL = /\p{Cc}/gu
const HALF_PAIR = /\p{Cs}/gu
const ENDS_A_PIECE = /[?#&=;]/g
const ENCODED_PLACEHOLDER = /%5B([a-z-]{2,20})%5D/gi
const ROUNDS = 3
const ENCODER = new TextEncoder()
const DECODER = new TextDecoder()
const PERCENT = 37
/** Value of every hexadecimal digit by its code; -1 for what is none. */
const HEX = new Int8Array(256).fill(-1)
for (const [value, digit] of [...'0123456789abcdef'].entries())
  for (const char of [digit, digit.toUpperCase()]) HEX[char.charCodeAt(0)] = value

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
  return unescaped.includes('%') ? percentDecoded(unescaped.replace(NESTED, '%')) : unescaped
}

function charOf(sequence: string, ...[decimal, hex, unit, byte]: (string | undefined)[]): string {
  const code = decimal === undefined ? Number.parseInt(hex ?? unit ?? byte ?? '', 16) : Number(decimal)
  return code <= 0x10ffff ? String.fromCodePoint(code) : sequence
}

/** One pass over the bytes. Those that are no UTF-8 become replacement characters; nothing throws. */
function percentDecoded(text: string): string {
  const bytes = ENCODER.encode(text.replace(HALF_PAIR, ''))
  let size = 0
  for (let at = 0; at < bytes.length; at++) {
    let byte = bytes[at] as number
    if (byte === PERCENT) {
      const [high, low] = [HEX[bytes[at + 1] ?? 0] as number, HEX[bytes[at + 2] ?? 0] as number]
      if (high >= 0 && low >= 0) {
        byte = high * 16 + low
        at += 2
      }
    }
    bytes[size++] = byte
  }
  return DECODER.decode(bytes.subarray(0, size))
}
