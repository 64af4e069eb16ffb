import type { Finding } from './detector.ts'
import { matchesOf } from './matches.ts'

/** Shorter ones cannot hold an address: `1.2.3.4` takes ten. */
const MIN_CHARS = 10
/** From here on a run may begin in the middle of a word that stands before it without a separator. */
const MIN_SHIFTED = 16
/** Shorter texts say nothing. */
const MIN_TEXT = 7
const SHIFTS = [0, 1, 2, 3]
const UPPER = /[A-Z]/
const RUN = /[\w+/-]{10,}={0,2}/g
const PIECE = /[A-Za-z0-9]{10,}={0,2}/g
/** A signed token is a token, whatever is written in it. */
const SIGNED = /eyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)*/g
const DECODER = new TextDecoder()
const NO_TEXT = /[\p{Cc}\ufffd]/gu

const VALUES = new Int8Array(128).fill(-1)
for (const [at, char] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries())
  VALUES[char.charCodeAt(0)] = at
VALUES[45] = 62
VALUES[95] = 63

/** What a run says when it is read as base64. */
export interface Reading {
  readonly text: string
  /** All of it is text; else texts stand between other bytes, which are spaces. */
  readonly is_whole: boolean
}

/** A run of letters that may be base64, and the ways to read it. */
export interface EncodedRun extends Finding {
  readonly readings: readonly Reading[]
}

/** Runs of base64 and base64url that end behind `from` and whose bytes hold text of at least seven characters. Linear. */
export function encodedRuns(text: string, from = 0): EncodedRun[] {
  const runs: EncodedRun[] = []
  const signed = text.includes('eyJ') ? matchesOf(text, SIGNED) : []
  for (const match of matchesOf(text, RUN)) {
    const start = match.index
    if (start + match[0].length <= from) continue
    if (signed.some((token) => start >= token.index && start < token.index + token[0].length)) continue
    addRun(runs, match[0], start)
    // `_` and `-` belong to base64url, but also stand between words.
    if (!/[+/_-]/.test(match[0])) continue
    for (const piece of matchesOf(match[0], PIECE)) addRun(runs, piece[0], start + piece.index)
  }
  return runs
}

function addRun(runs: EncodedRun[], run: string, start: number): void {
  if (run.length < MIN_CHARS || !UPPER.test(run)) return
  const readings = SHIFTS.map((from) => (from === 0 || run.length >= MIN_SHIFTED ? readFrom(run, from) : null))
  const legible = readings.filter((reading) => reading !== null)
  if (legible.length > 0) runs.push({ start, end: start + run.length, readings: legible })
}

/** Shifted ones must be text to the end, or too much would read as something. */
function readFrom(run: string, from: number): Reading | null {
  const bytes = new Uint8Array(((run.length - from) * 3) >> 2)
  let [size, bits, held, tail, streak, longest] = [0, 0, 0, 0, 0, 0]
  let isWhole = true
  for (let at = from; at < run.length; at++) {
    const value = VALUES[run.charCodeAt(at)] ?? -1
    if (value < 0) break
    held = ((held << 6) | value) & 0xffff
    bits += 6
    if (bits < 8) continue
    bits -= 8
    const byte = (held >> bits) & 0xff
    bytes[size++] = byte
    tail = tailAfter(byte, tail)
    if (tail < 0) {
      if (from > 0) return null
      isWhole = false
      streak = 0
      tail = 0
    } else if (++streak > longest) longest = streak
  }
  if (longest < MIN_TEXT) return null
  return { text: DECODER.decode(bytes.subarray(0, size)).replace(NO_TEXT, ' '), is_whole: isWhole }
}

/** How many bytes a UTF-8 character still needs after this one; -1 for what is no text. */
function tailAfter(byte: number, tail: number): number {
  if (tail > 0) return (byte & 0xc0) === 0x80 ? tail - 1 : -1
  if (byte < 128) return byte > 31 && byte !== 127 ? 0 : byte === 9 || byte === 10 || byte === 13 ? 0 : -1
  if (byte >= 0xc2 && byte <= 0xdf) return 1
  if (byte >= 0xe0 && byte <= 0xef) return 2
  return byte >= 0xf0 && byte <= 0xf4 ? 3 : -1
}
