/** What a text is made of, found in one pass, so that clean texts cost next to nothing. */
export interface Traits {
  readonly length: number
  readonly has_at: boolean
  readonly has_percent: boolean
  readonly has_colon: boolean
  readonly has_equals: boolean
  readonly has_dot: boolean
  /** `/` or `\`. */
  readonly has_slash: boolean
  readonly has_underscore: boolean
  readonly has_upper: boolean
  readonly has_non_ascii: boolean
  readonly digit_count: number
  /** Most digits in a row, one or two separators (space . - / ( ) +) between them not counted. */
  readonly digit_run: number
  /** Longest run of letters, digits, `_` and `-`. */
  readonly word_run: number
  /** Longest run of letters and digits. */
  readonly alnum_run: number
}

/** Kinds of characters, in an order in which what goes together stands together: separators, parts of words, letters and digits. */
const [
  OTHER,
  NON_ASCII,
  AT,
  PERCENT,
  COLON,
  EQUALS,
  BACKSLASH,
  SPACE,
  DOT,
  SLASH,
  DASH,
  UNDERSCORE,
  LOWER,
  UPPER,
  DIGIT,
] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]
const CHARS: readonly (readonly [chars: string, kind: number])[] = [
  ['@', AT],
  ['%', PERCENT],
  [':', COLON],
  ['=', EQUALS],
  ['\\', BACKSLASH],
  [' ()+', SPACE],
  ['.', DOT],
  ['/', SLASH],
  ['-', DASH],
  ['_', UNDERSCORE],
  ['abcdefghijklmnopqrstuvwxyz', LOWER],
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', UPPER],
  ['0123456789', DIGIT],
]
/** Kind of every ASCII character. */
const KINDS = new Uint8Array(128).fill(OTHER)
for (const [chars, kind] of CHARS) for (const char of chars) KINDS[char.charCodeAt(0)] = kind

export function traitsOf(text: string): Traits {
  const { length } = text
  let seen = 0
  let [digit_count, digit_run, digits, gap] = [0, 0, 0, 0]
  let [word_run, word, alnum_run, alnum] = [0, 0, 0, 0]
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at)
    const kind = code < 128 ? (KINDS[code] as number) : NON_ASCII
    seen |= 1 << kind
    if (kind === DIGIT) {
      digit_count++
      gap = 0
      if (++digits > digit_run) digit_run = digits
    } else if (kind < SPACE || kind > DASH || ++gap > 2) digits = 0
    word = kind >= DASH ? word + 1 : 0
    if (word > word_run) word_run = word
    alnum = kind >= LOWER ? alnum + 1 : 0
    if (alnum > alnum_run) alnum_run = alnum
  }
  const has = (kind: number): boolean => (seen & (1 << kind)) !== 0
  return {
    length,
    has_at: has(AT),
    has_percent: has(PERCENT),
    has_colon: has(COLON),
    has_equals: has(EQUALS),
    has_dot: has(DOT),
    has_slash: has(SLASH) || has(BACKSLASH),
    has_underscore: has(UNDERSCORE),
    has_upper: has(UPPER),
    has_non_ascii: has(NON_ASCII),
    digit_count,
    digit_run,
    word_run,
    alnum_run,
  }
}
