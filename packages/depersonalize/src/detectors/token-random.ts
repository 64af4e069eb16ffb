import type { Detector, Finding } from '../engine/detector.ts'
import { matchesOf } from '../engine/matches.ts'
import { isRandom, withoutWords } from './randomness.ts'

const RUN = /[\w-]{20,}/g
const PADDED = /(?<![A-Za-z\d+/])[A-Za-z\d+/]{18,400}={1,2}(?![A-Za-z\d=])/g
const HEX = /^[\da-f]+$/i
/** What a build writes: `main.3f2a9c1b.js`. The hash is the file's, the same for every visitor. */
const CODE_FILE = /^(?:\.[a-z]{2,12}){0,2}\.(?:[cm]?js|css|map|wasm|woff2?|ttf)(?![\w])/i
const PICTURE_FILE = /^\.(?:png|jpe?g|gif|svg|webp|avif|ico)(?![\w])/i
/** `hero-` before hex. */
const NAMED = /(?:^|[a-z/])[a-z]{3}[\w-]*[.-][\da-f]+$/i
/** Standard base64 goes on behind characters that part words in a URL. */
const JOINTS = '+/='
const MAX_COMMIT = 40

/** Long runs of letters and digits without order: session ids, keys and hashes that no shape gives away. */
export const tokenRandom: Detector = {
  type: 'token',
  // Characters of base64 part words, so that a run of it may be in short pieces.
  needs: (traits) => traits.word_run >= 20 || (traits.length >= 20 && traits.digit_count > 0),
  find: (text, { position }, { has_equals, word_run }) => {
    const findings = has_equals ? findPadded(text) : []
    if (word_run < 20) return findings
    const padded = findings.length
    let from = 0
    for (const match of matchesOf(text, RUN)) {
      if (padded > 0 && overlaps(findings, padded, match)) continue
      const whole = withoutDashes(match[0])
      const offset = match.index + match[0].indexOf(whole)
      if (offset < from || !isRandom(whole)) continue
      const bounds = withoutWords(whole)
      const run = whole.slice(bounds.start, bounds.end)
      const [start, end] = [offset + bounds.start, offset + bounds.end]
      // A release is often named by its commit.
      if (position === 'release' && HEX.test(run) && run.length <= MAX_COMMIT) continue
      if (isBuildHash(text, { start, end }, position === 'resource')) continue
      from = base64End(text, end)
      findings.push({ start: base64Start(text, start, findings.slice(padded).at(-1)?.end ?? 0), end: from })
    }
    return padded > 0 ? findings.sort((a, b) => a.start - b.start) : findings
  },
}

/** Whether a run overlaps one of the first findings. */
const overlaps = (findings: readonly Finding[], first: number, { index, 0: run }: RegExpExecArray): boolean =>
  findings.slice(0, first).some((one) => index < one.end && one.start < index + run.length)

const withoutDashes = (run: string): string =>
  run.startsWith('-') || run.endsWith('-') ? run.replace(/^-+|-+$/g, '') : run

/** Standard base64 with its padding, without the lower-case words of a path before it. */
function findPadded(text: string): Finding[] {
  const findings: Finding[] = []
  for (const { 0: run, index } of matchesOf(text, PADDED)) {
    const path = /^(?:[a-z]*\/)*/.exec(run)?.[0].length ?? 0
    const encoded = run.slice(path)
    if (encoded.length >= 20 && /\d/.test(encoded) && /[a-z]/.test(encoded) && /[A-Z]/.test(encoded))
      findings.push({ start: index + path, end: index + run.length })
  }
  return findings
}

function isBuildHash(text: string, { start, end }: Finding, isResource: boolean): boolean {
  const behind = text.slice(end, end + 40)
  if (CODE_FILE.test(behind)) return true
  // A picture may be a person's: only one that is named before its hash is taken for a part of the page.
  return isResource && PICTURE_FILE.test(behind) && NAMED.test(text.slice(Math.max(0, start - 4), end))
}

function base64End(text: string, from: number): number {
  let end = from
  for (;;) {
    if (!JOINTS.includes(text[end] ?? ' ')) return end
    const piece = /^[+/=]{1,2}(\w*)/.exec(text.slice(end, end + 200))
    if (!piece || !isBase64Piece(piece[1] ?? '', piece[0])) return end
    end += piece[0].length
  }
}

function base64Start(text: string, from: number, limit: number): number {
  let start = from
  for (;;) {
    if (!'+/'.includes(text[start - 1] ?? ' ')) return start
    const piece = /(\w+)[+/]$/.exec(text.slice(Math.max(limit, start - 40), start))
    if (!piece || !isBase64Piece(piece[1] ?? '', piece[0])) return start
    start -= piece[0].length
  }
}

/** Both cases and a digit, or the padding at the end: no word of a path. */
const isBase64Piece = (piece: string, whole: string): boolean =>
  (piece === '' && whole.startsWith('=')) || (/\d/.test(piece) && /[A-Z]/.test(piece) && /[a-z]/.test(piece))
