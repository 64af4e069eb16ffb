/** What a text is made of, found in one pass, so that clean texts cost next to nothing. */
export interface Traits {
  readonly length: number
  readonly has_at: boolean
  readonly has_percent: boolean
  readonly has_colon: boolean
  readonly has_non_ascii: boolean
  readonly has_upper: boolean
  readonly digit_count: number
  /** Most digits in a row, single separators (space . - / ( ) +) between them not counted. */
  readonly digit_run: number
  /** Longest run of letters, digits, `_` and `-`. */
  readonly word_run: number
}

const [OTHER, SEPARATOR, WORD, UPPER, DIGIT] = [0, 1, 2, 3, 4]
/** Kind of every ASCII character. */
const KINDS = new Uint8Array(128).fill(OTHER)
for (const char of ' ./()+') KINDS[char.charCodeAt(0)] = SEPARATOR
for (const char of 'abcdefghijklmnopqrstuvwxyz_-') KINDS[char.charCodeAt(0)] = WORD
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') KINDS[char.charCodeAt(0)] = UPPER
for (const char of '0123456789') KINDS[char.charCodeAt(0)] = DIGIT
const DASH = 45
const [PERCENT, COLON, AT] = [37, 58, 64]

export function traitsOf(text: string): Traits {
  const { length } = text
  let has_at = false
  let has_percent = false
  let has_colon = false
  let has_non_ascii = false
  let has_upper = false
  let digit_count = 0
  let digit_run = 0
  let digits = 0
  let gap = 0
  let word_run = 0
  let word = 0
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at)
    const kind = code < 128 ? (KINDS[code] as number) : OTHER
    if (kind === DIGIT) {
      digit_count++
      gap = 0
      if (++digits > digit_run) digit_run = digits
      if (++word > word_run) word_run = word
      continue
    }
    if ((kind !== SEPARATOR && code !== DASH) || ++gap > 2) digits = 0
    if (kind >= WORD) {
      if (++word > word_run) word_run = word
      if (kind === UPPER) has_upper = true
      continue
    }
    word = 0
    if (kind === SEPARATOR) continue
    if (code > 127) has_non_ascii = true
    else if (code === AT) has_at = true
    else if (code === PERCENT) has_percent = true
    else if (code === COLON) has_colon = true
  }
  return { length, has_at, has_percent, has_colon, has_non_ascii, has_upper, digit_count, digit_run, word_run }
}
