/** What a text is made of, found in one pass, so that clean texts cost next to nothing. */
export interface Traits {
  readonly length: number
  readonly has_at: boolean
  readonly has_percent: boolean
  readonly has_colon: boolean
  readonly has_non_ascii: boolean
  readonly digit_count: number
  /** Most digits in a row, single separators (space . - / ( ) +) between them not counted. */
  readonly digit_run: number
  /** Longest run of letters, digits, `_` and `-`. */
  readonly word_run: number
}

const [ZERO, NINE] = [48, 57]
const SEPARATORS = new Set([...' .-/()+'].map((char) => char.charCodeAt(0)))

export function traitsOf(text: string): Traits {
  let has_at = false
  let has_percent = false
  let has_colon = false
  let has_non_ascii = false
  let digit_count = 0
  let digit_run = 0
  let digits = 0
  let gap = 0
  let word_run = 0
  let word = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const isDigit = code >= ZERO && code <= NINE
    if (isDigit) {
      digit_count++
      digits++
      gap = 0
      if (digits > digit_run) digit_run = digits
    } else if (!SEPARATORS.has(code) || ++gap > 2) digits = 0
    if (isDigit || isWordCode(code)) {
      if (++word > word_run) word_run = word
    } else word = 0
    if (code === 64) has_at = true
    else if (code === 37) has_percent = true
    else if (code === 58) has_colon = true
    else if (code > 127) has_non_ascii = true
  }
  return { length: text.length, has_at, has_percent, has_colon, has_non_ascii, digit_count, digit_run, word_run }
}

function isWordCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code === 45
}
