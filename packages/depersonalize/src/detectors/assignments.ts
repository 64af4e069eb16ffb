import { isWordCode, wordsOf } from './words.ts'

/** A key in a text, and where its value begins: `user=ann`, `"user": "ann"`. */
export interface Assignment {
  readonly words: readonly string[]
  readonly start: number
  readonly end: number
  /** A quote around the value, or ''. */
  readonly quote: string
  /** Whether a colon and a space part it from its key, as a sentence would. */
  readonly is_spaced: boolean
}

const [EQUALS, COLON] = [61, 58]
const CLOSING = new Set(['"', "'", '`', ']', ' ', '\\'])
const OPENING = /[ \\]*(["'`]?)/y
const VALUE = /[^\s"'`&,;)}\]<>|\\]+/y
const QUOTED = { '"': /[^"\\]+/y, "'": /[^'\\]+/y, '`': /[^`\\]+/y } as const
const SIMPLE = /^[a-z]+$/
const MAX_KEY = 48

/** The keys of a text that are wanted, with their values, left to right. Linear: a value within another ends where that does. */
export function* assignmentsIn(text: string, isWanted: (words: readonly string[]) => boolean): Generator<Assignment> {
  let from = 0
  let bareEnd = 0
  for (let at = nextOperator(text, 0); at >= 0; at = nextOperator(text, Math.max(at + 1, from))) {
    const words = keyBefore(text, at, from)
    if (words.length === 0 || !isWanted(words)) continue
    const value = valueAfter(text, at + 1, bareEnd)
    if (!value) continue
    yield { words, ...value }
    // A value may be the key of another: `error: password=x`.
    from = value.quote === '' ? at + 1 : value.end
    if (value.quote === '') bareEnd = value.end
  }
}

function nextOperator(text: string, from: number): number {
  // At the end it is the padding of base64.
  for (let at = from; at < text.length - 1; at++) {
    const code = text.charCodeAt(at)
    if (code === EQUALS || code === COLON) return at
  }
  return -1
}

function keyBefore(text: string, at: number, from: number): string[] {
  let end = at
  while (end > from && at - end < 4 && CLOSING.has(text[end - 1] ?? '')) end--
  let start = end
  while (start > from && end - start < MAX_KEY && isKeyCode(text.charCodeAt(start - 1))) start--
  const key = text.slice(start, end)
  return SIMPLE.test(key) ? [key] : wordsOf(key)
}

const isKeyCode = (code: number): boolean => isWordCode(code) || code === 95 || code === 45 || code === 46

function valueAfter(text: string, from: number, bareEnd: number): Omit<Assignment, 'words'> | null {
  OPENING.lastIndex = from
  const quote = OPENING.exec(text)?.[1] ?? ''
  const start = Math.max(from, OPENING.lastIndex)
  const is_spaced = quote === '' && text[from - 1] === ':' && text[start - 1] === ' '
  if (quote === '' && start < bareEnd) return { start, end: bareEnd, quote, is_spaced }
  const pattern = QUOTED[quote as keyof typeof QUOTED] ?? VALUE
  pattern.lastIndex = start
  const value = pattern.exec(text)
  return value && { start, end: start + value[0].length, quote, is_spaced }
}
