import type { SeededRandom } from '@lethe/testkit'

export const DIGITS = '0123456789'
export const LOWER = 'abcdefghijklmnopqrstuvwxyz'
export const UPPER = LOWER.toUpperCase()
export const HEX = '0123456789abcdef'
export const BASE62 = DIGITS + UPPER + LOWER
export const BASE64URL = `${UPPER}${LOWER}${DIGITS}-_`

export const charsOf = (random: SeededRandom, alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet[random.below(alphabet.length)]).join('')

export const digits = (random: SeededRandom, length: number): string => charsOf(random, DIGITS, length)

/** A whole number in `[from, to]`. */
export const between = (random: SeededRandom, from: number, to: number): number => from + random.below(to - from + 1)

export const padded = (value: number, length: number): string => String(value).padStart(length, '0')

/** `X` becomes any digit, `N` one of 2..9, `A` a capital letter; everything else stays. */
export const filled = (random: SeededRandom, mask: string): string =>
  mask.replace(/[XNA]/g, (sign) => charsOf(random, sign === 'X' ? DIGITS : sign === 'N' ? '23456789' : UPPER, 1))

/** `text` cut into pieces of these lengths, joined by `separator`; what is left over is the last piece. */
export function cut(text: string, lengths: readonly number[], separator: string): string {
  const starts = lengths.map((_, at) => lengths.slice(0, at).reduce((sum, length) => sum + length, 0))
  const pieces = starts.map((start, at) => text.slice(start, start + (lengths[at] ?? 0)))
  const left = text.slice(lengths.reduce((sum, length) => sum + length, 0))
  return [...pieces, left].filter((piece) => piece !== '').join(separator)
}

export function shuffled<T>(random: SeededRandom, from: readonly T[]): T[] {
  const out = [...from]
  for (let i = out.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const [a, b] = [out[i] as T, out[j] as T]
    out[i] = b
    out[j] = a
  }
  return out
}

/** A day of somebody's birth, 1940 to 2006. */
export function birthday(random: SeededRandom): { year: number; month: number; day: number } {
  return { year: between(random, 1940, 2006), month: between(random, 1, 12), day: between(random, 1, 28) }
}
