const NONE: readonly RegExpExecArray[] = []

/**
 * All matches of a global pattern, left to right. Unlike `matchAll` it does not copy the pattern first, which costs more than
 * most searches: nearly all of them find nothing.
 */
export function matchesOf(text: string, pattern: RegExp): readonly RegExpExecArray[] {
  pattern.lastIndex = 0
  let match = pattern.exec(text)
  if (match === null) return NONE
  const matches: RegExpExecArray[] = []
  for (; match !== null; match = pattern.exec(text)) {
    matches.push(match)
    // Nothing was matched here: go on behind it.
    if (match[0] === '') pattern.lastIndex++
  }
  return matches
}
