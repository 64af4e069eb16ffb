import { SCRUB_SETTINGS_LIMITS } from '@lethe/catalogue'
import { RE2JS } from 're2js'
import type { Detector, Finding } from './engine/detector.ts'

/** Instructions of a compiled pattern; more would cost every value that is looked through. */
const MAX_PROGRAM = 1_000
const MAX_FINDINGS = 100

/** Why a pattern cannot be taken, in words for its author; null when it can. Never throws. */
export function patternRefusal(pattern: string): string | null {
  if (pattern === '') return 'a pattern that is not empty'
  const { pattern_chars } = SCRUB_SETTINGS_LIMITS
  if (pattern.length > pattern_chars) return `a pattern of at most ${pattern_chars} characters`
  if (/\(\?(?:[=!]|<[=!])/.test(pattern)) {
    return 'a pattern without look-ahead and look-behind: they cannot be searched for in linear time'
  }
  if (/\\[1-9]|\\k</.test(pattern)) {
    return 'a pattern without back-references: they cannot be searched for in linear time'
  }
  try {
    const compiled = RE2JS.compile(pattern)
    if (compiled.programSize() > MAX_PROGRAM) return 'a smaller pattern: its repetitions make it too costly'
    if (compiled.matcher('').find()) return 'a pattern that does not match the empty text, since that is everywhere'
    return null
  } catch {
    return 'an RE2 pattern; brackets and parentheses must be closed, and * + ? must follow something'
  }
}

/** Finds what a pattern of a site's owner matches; one that would be refused finds nothing. */
export function ownPattern(pattern: string): Detector {
  const compiled = patternRefusal(pattern) === null ? RE2JS.compile(pattern) : null
  return {
    type: 'custom',
    needs: () => compiled !== null,
    find(text) {
      const findings: Finding[] = []
      const matcher = compiled?.matcher(text)
      while (matcher?.find() && findings.length < MAX_FINDINGS) {
        // An empty match within a text takes nothing out.
        if (matcher.end() > matcher.start()) findings.push({ start: matcher.start(), end: matcher.end() })
      }
      return findings
    },
  }
}
