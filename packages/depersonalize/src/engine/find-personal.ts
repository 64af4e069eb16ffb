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
  readonly detectors: readonly Detector[]
  /** Of what is recognised by its own form. */
  readonly reason: ScrubReason
  /** Where the text itself begins; what stands before it only says what it may be. */
  readonly from?: number
}

/** How often base64 may be wrapped in base64; what lies deeper is replaced unread. */
const MAX_DEPTH = 3
const BASE64_CHARS = 10
/** How far back words are looked at that may say what a run of base64 is. */
const WORDS_BEFORE = 40
const WORK_PER_CHAR = 1
const MIN_WORK = 2_000
/** What a reading costs besides its length. */
const WORK_PER_READING = 100
const PLACEHOLDER = new RegExp(`\\[(?:${[...SCRUB_TYPE_NAMES, 'text', 'hash'].join('|')})\\]`, 'g')
/** From the first letter or digit to the last. */
const WORDS = /[\p{L}\p{N}](?:.*[\p{L}\p{N}])?/su
const NOTHING: readonly Found[] = []

/** What is personal in a text, left to right, without overlaps: base64 first, then the detectors in their order. */
export function findPersonal(search: Search): readonly Found[] {
  return findWithin(search, 0, { left: WORK_PER_CHAR * search.text.length + MIN_WORK })
}

/** Characters that may still be read inside base64, so that no input costs more than its length. */
interface Work {
  left: number
}

function findWithin(search: Search, depth: number, work: Work): readonly Found[] {
  const { text, traits, hint, detectors, from = 0 } = search
  let claims: Claims | null = null
  // Neither address, number nor digit is without a capital in base64.
  if (traits.has_upper && traits.word_run >= BASE64_CHARS) {
    for (const run of encodedRuns(text, from)) {
      const type = typeInside(run, search, { depth, work })
      if (!type) continue
      claims ??= openClaims(text)
      claims.take(run, type, 'base64')
    }
  }
  for (const detector of detectors) {
    if (!detector.needs(traits)) continue
    const findings = detector.find(text, hint, traits)
    if (findings.length === 0) continue
    claims ??= openClaims(text)
    const reason = reasonOf(search, detector)
    for (const finding of findings) claims.take(finding, detector.type, reason)
  }
  return claims ? claims.sorted() : NOTHING
}

/** Kind of the first thing inside a run. What is text as a whole is read after the words and under the key that it stands by. */
function typeInside(
  { start, readings }: EncodedRun,
  { text: around, hint, detectors, reason }: Search,
  { depth, work }: { readonly depth: number; readonly work: Work },
): ScrubType | null {
  for (const { text, is_whole } of readings) {
    const before = is_whole ? around.slice(Math.max(0, start - WORDS_BEFORE), start) : ''
    work.left -= text.length + WORK_PER_READING
    if (work.left < 0) return 'encoded'
    const view = readable(text)
    if (view === null || depth === MAX_DEPTH) return 'encoded'
    const inner = {
      text: before + view,
      traits: traitsOf(before + view),
      hint: is_whole ? hint : { position: hint.position, words: [] },
      detectors,
      reason,
      from: before.length,
    }
    const found = findWithin(inner, depth + 1, work).find(({ end }) => end > before.length)
    if (found) return found.type
  }
  return null
}

/** Whether the words before a value were needed to recognise it. */
function reasonOf({ text, traits, hint, reason }: Search, detector: Detector): ScrubReason {
  if (hint.words.length === 0) return reason
  return detector.find(text, { position: hint.position, words: [] }, traits).length > 0 ? reason : 'context'
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
  const placeholders = text.includes('[') ? matchesOf(text, PLACEHOLDER).map(rangeOf) : []
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
