import { SCRUB_TYPE_NAMES, type ScrubReason, type ScrubType } from '@lethe/catalogue'
import { type EncodedRun, encodedRuns } from './base64.ts'
import { readable } from './decode.ts'
import type { Detector, Finding } from './detector.ts'
import type { Hint } from './hint.ts'
import { matchesOf } from './matches.ts'
import { type Traits, traitsOf } from './traits.ts'

/** A finding with what is written in its place, and why. */
export interface Found extends Finding {
  readonly type: ScrubType
  readonly reason: ScrubReason
}

/** A text that can be read as it stands, and what to look for in it. */
export interface Search {
  readonly text: string
  readonly traits: Traits
  readonly hint: Hint
  readonly means: Means
  /** Of what is recognised by its own form. */
  readonly reason: ScrubReason
}

/** What to look for, and what it may cost. */
export interface Means {
  readonly detectors: readonly Detector[]
  readonly work: Work
}

/** What a value may still cost, in characters that are looked through: over all its pieces, readings and rounds. */
export interface Work {
  left: number
}

/** How often base64 may be wrapped in base64; what lies deeper is replaced unread. */
const MAX_DEPTH = 3
const BASE64_CHARS = 10
/** How far back words are looked at that may say what a run of base64 is. */
const WORDS_BEFORE = 40
/** What a digit costs besides being a character, a text besides its characters, a reading of base64 besides its text. */
const WORK_PER_DIGIT = 2
const WORK_PER_TEXT = 16
const WORK_PER_READING = 200
const PLACEHOLDER = new RegExp(`\\[(?:${[...SCRUB_TYPE_NAMES, 'text', 'hash'].join('|')})\\]`, 'g')
/** From the first letter or digit to the last. */
const WORDS = /[\p{L}\p{N}](?:.*[\p{L}\p{N}])?/su
const NOTHING: readonly Found[] = []
const NO_RUNS: readonly EncodedRun[] = []
const WITHOUT_WORDS: readonly string[] = []

/**
 * What is personal in a text, left to right, without overlaps: base64 first, then the detectors in their order. Once the work
 * that a value may cost is done, the rest of it is taken for personal unread.
 */
export function findPersonal(search: Search): readonly Found[] {
  const { text, traits, hint, means } = search
  if (!isAffordable(search, WORK_PER_TEXT)) return unread(text)
  let claims: Claims | null = null
  for (const run of runsIn(text, traits)) {
    const type = typeInside(run, search, 0)
    if (means.work.left < 0) return unread(text)
    if (!type) continue
    claims ??= openClaims(text)
    claims.take(run, type, 'base64')
  }
  for (const detector of means.detectors) {
    if (!detector.needs(traits)) continue
    const findings = detector.find(text, hint, traits)
    if (findings.length === 0) continue
    claims ??= openClaims(text)
    const reason = reasonOf(search, detector)
    for (const finding of findings) claims.take(finding, detector.type, reason)
  }
  return claims ? claims.sorted() : NOTHING
}

const unread = (text: string): readonly Found[] => [
  { start: 0, end: text.length, type: 'encoded', reason: 'unreadable' },
]

/** Most detectors are about numbers. */
function isAffordable({ traits, means: { work } }: Search, fixed: number): boolean {
  work.left -= fixed + traits.length + WORK_PER_DIGIT * traits.digit_count
  return work.left >= 0
}

/** Neither address, number nor digit is without a capital in base64. */
const runsIn = (text: string, { has_upper, word_run }: Traits, from = 0): readonly EncodedRun[] =>
  has_upper && word_run >= BASE64_CHARS ? encodedRuns(text, from) : NO_RUNS

/** Kind of something inside a run. What is text as a whole is read after the words and under the key that it stands by. */
function typeInside({ start, readings }: EncodedRun, around: Search, depth: number): ScrubType | null {
  for (const { text, is_whole } of readings) {
    const before = is_whole ? around.text.slice(Math.max(0, start - WORDS_BEFORE), start) : ''
    const view = readable(text)
    if (view === null || depth === MAX_DEPTH) return 'encoded'
    const inner = before + view
    const hint = is_whole ? around.hint : { position: around.hint.position, words: WITHOUT_WORDS }
    const type = typeWithin({ ...around, text: inner, traits: traitsOf(inner), hint }, before.length, depth + 1)
    if (type) return type
  }
  return null
}

/** Kind of the surest thing in a reading that reaches behind `from`; what stands before only says what it may be. */
function typeWithin(search: Search, from: number, depth: number): ScrubType | null {
  const { text, traits, hint, means } = search
  if (!isAffordable(search, WORK_PER_READING)) return 'encoded'
  for (const run of runsIn(text, traits, from)) {
    const type = typeInside(run, search, depth)
    if (type) return type
  }
  const placeholders = placeholdersIn(text)
  const isBehind = (finding: Finding): boolean => (beyondPlaceholders(finding, placeholders)?.end ?? 0) > from
  return means.detectors.find((one) => one.needs(traits) && one.find(text, hint, traits).some(isBehind))?.type ?? null
}

/** Whether the words before a value were needed to recognise it. */
function reasonOf({ text, traits, hint, reason }: Search, detector: Detector): ScrubReason {
  if (hint.words.length === 0) return reason
  return detector.find(text, { position: hint.position, words: WITHOUT_WORDS }, traits).length > 0 ? reason : 'context'
}

interface Claims {
  take(finding: Finding, type: ScrubType, reason: ScrubReason): void
  sorted(): readonly Found[]
}

/**
 * Who comes first keeps its place. A finding inside a placeholder is none; one that reaches beyond it takes it in, since
 * what stands beside it would be left over otherwise.
 */
function openClaims(text: string): Claims {
  const taken = new Uint8Array(text.length)
  const found: Found[] = []
  const placeholders = placeholdersIn(text)
  return {
    take(finding, type, reason) {
      const whole = beyondPlaceholders(finding, placeholders)
      if (!whole || !(whole.start >= 0 && whole.start < whole.end && whole.end <= text.length)) return
      for (const { start, end } of freePieces(whole, text, taken)) {
        taken.fill(1, start, end)
        found.push({ start, end, type, reason })
      }
    },
    sorted: () => found.sort((one, other) => one.start - other.start),
  }
}

const placeholdersIn = (text: string): readonly Finding[] =>
  text.includes('[') ? matchesOf(text, PLACEHOLDER).map(rangeOf) : []

function beyondPlaceholders(finding: Finding, placeholders: readonly Finding[]): Finding | null {
  let { start, end } = finding
  for (const placeholder of placeholders) {
    if (placeholder.end <= start || placeholder.start >= end) continue
    if (placeholder.start <= start && placeholder.end >= end) return null
    start = Math.min(start, placeholder.start)
    end = Math.max(end, placeholder.end)
  }
  return { start, end }
}

/** TRICKY: what overlaps an earlier finding is cut, not dropped: the words left of it are personal as well. */
function freePieces(whole: Finding, text: string, taken: Uint8Array): Finding[] {
  const first = taken.indexOf(1, whole.start)
  if (first < 0 || first >= whole.end) return [whole]
  const pieces: Finding[] = []
  for (let at = whole.start; at < whole.end; at++) {
    if (taken[at] === 1) continue
    const start = at
    while (at < whole.end && taken[at] === 0) at++
    const words = WORDS.exec(text.slice(start, at))
    if (words) pieces.push({ start: start + words.index, end: start + words.index + words[0].length })
  }
  return pieces
}

const rangeOf = (match: RegExpExecArray): Finding => ({ start: match.index, end: match.index + match[0].length })
