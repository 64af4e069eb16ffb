import { isEnglish } from './name-list.ts'

/**
 * For each letter, the letters that follow it in words: the most frequent pairs that make up 98 % of all pairs in an English
 * word list and in a list of names from all over the world. Random letters hit about half of them.
 */
const FOLLOWERS =
  'bcdefghiklmnprstuvwxyz abeilorsuy acehiklorstuy adegilmorsuy abcdefghiklmnoprstuvwxyz aefilortu aeghilnorsu aeilmnorstuy abcdefgklmnoprstvz aeou aeilnorsuy abcdefiklmopstuvy abceimopsu abcdefghiklnostuvyz abcdefghiklmnoprstuvwyz aehiloprstu u abcdefghiklmnoprstuvy abcehiklmnopqstuwy acehilmnorstuwyz abcdefgilmnprst aeio aehilnors eipt aeilmnos aeioz'
    .split(' ')
    .map((followers) => new Set([...followers].map((char) => char.charCodeAt(0))))
const HEAD_WORD = /^([a-z]+)[-_]+/
const TAIL_WORD = /[-_]+([a-z]+)$/
const GLUE = /^(?:crm|id|ids|uid|usr|signup|login|checkout|api|url)$/
const PIECE = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g
/** `iphone15`, `128gb`, `10th`, `G998`, `1920x1080`, `20261123`. */
const PLAIN = /^(?:\d{1,8}|[a-z]{1,20}|[A-Z]?[a-z]{1,20}\d{1,4}|\d{1,6}[A-Za-z]{1,3}|[A-Za-z]{1,4}\d{1,4}|\d+x\d+)$/
const LONG_HEX = /^(?=[\da-f]*\d)(?=[\da-f]*[a-f])[\da-f]{16,}$/i

/** Whether a run of letters, digits, `-` and `_` looks drawn by lot, and not written: words, slugs and product names are not. */
export function isRandom(run: string): boolean {
  let random = 0
  let total = 0
  for (const part of run.split(/[-_]+/)) {
    total += part.length
    if (isRandomPart(part)) random += part.length
  }
  return (random >= 12 && random * 2 >= total) || isJumble(run)
}

/** Both cases and digits, and seldom two of a kind in a row. */
export function isJumble(run: string): boolean {
  if (run.length < 6 || !(/[A-Z]/.test(run) && /\d/.test(run) && /[a-z]/.test(run))) return false
  const pieces = run.match(PIECE)?.length ?? 0
  if (pieces < 6) return false
  return run.replace(/[-_]/g, '').length / pieces < 2.9
}

/** Letters and digits in a row without order. Digits alone are none: they are a number. */
function isRandomPart(part: string): boolean {
  if (part.length < 4 || isDigits(part)) return false
  if (part.length >= 16 && LONG_HEX.test(part)) return true
  if (PLAIN.test(part) && !(part.length >= 12 && isUnspeakable(part))) return false
  const pieces = part.match(PIECE) ?? [part]
  const meanLength = part.length / pieces.length
  if (meanLength < 2.6 || (meanLength < 3.5 && pieces.filter(isDigits).length >= 3)) return true
  return part.length >= 12 && isUnspeakable(part, pieces.some(isDigits) ? 0.75 : 0.66)
}

/** A run without the words that are glued to its ends: `newsletter_9f86d081_a`. The bounds of what is left. */
export function withoutWords(run: string): { readonly start: number; readonly end: number } {
  let start = 0
  let end = run.length
  for (let match = HEAD_WORD.exec(run); match && isGlue(match[1] ?? ''); match = HEAD_WORD.exec(run.slice(start)))
    start += match[0].length
  for (let match = TAIL_WORD.exec(run); match && isGlue(match[1] ?? ''); match = TAIL_WORD.exec(run.slice(0, end)))
    end -= match[0].length
  return start < end ? { start, end } : { start: 0, end: run.length }
}

const isGlue = (word: string): boolean =>
  word.length < 2 || isEnglish(word) || GLUE.test(word) || (word.length >= 8 && !isUnspeakable(word, 0.9))

/** Whether neighbouring letters are seldom neighbours in words. */
function isUnspeakable(part: string, limit = 0.66): boolean {
  let pairs = 0
  let known = 0
  for (let at = 1; at < part.length; at++) {
    const [left, right] = [part.charCodeAt(at - 1) | 32, part.charCodeAt(at) | 32]
    if (left < 97 || left > 122 || right < 97 || right > 122) continue
    pairs++
    if (FOLLOWERS[left - 97]?.has(right)) known++
  }
  return pairs >= 7 && known / pairs < limit
}

const isDigits = (part: string): boolean => /^\d*$/.test(part)
