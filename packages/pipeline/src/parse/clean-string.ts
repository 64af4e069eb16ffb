import { LIMITS } from '@lethe/catalogue'

/** Control and bidi characters, line separators, what only hides text, and halves of surrogate pairs (no store takes them). */
const UNWANTED = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\u200b\u2060\ufeff]/gu

/** A text from outside: bounded, without control and bidi characters. '' for what is no text. */
export function cleanString(value: unknown, maxChars: number = LIMITS.string_chars): string {
  return typeof value === 'string' ? value.slice(0, maxChars).replace(UNWANTED, '') : ''
}

/** As `cleanString`, for texts whose lines matter. */
export function cleanLines(value: unknown): string {
  if (typeof value !== 'string') return ''
  return value
    .slice(0, LIMITS.string_chars)
    .split('\n')
    .map((line) => cleanString(line))
    .join('\n')
}
