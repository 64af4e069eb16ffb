/**
 * Whether a text matches a pattern in which `wild` stands for any number of parts, none included. Goes back to the last `wild`
 * only, which is enough since what is before it has matched: at most parts of the pattern times parts of the text steps.
 */
export function matchesWild<Part>(
  pattern: ArrayLike<Part>,
  text: ArrayLike<Part>,
  { wild, isSame }: { readonly wild: Part; readonly isSame: (expected: Part, found: Part) => boolean },
): boolean {
  let at = 0
  let textAt = 0
  let wildAt = -1
  let resumeAt = 0
  while (textAt < text.length) {
    if (at < pattern.length && pattern[at] === wild) {
      wildAt = at++
      resumeAt = textAt
    } else if (at < pattern.length && isSame(pattern[at] as Part, text[textAt] as Part)) {
      at++
      textAt++
    } else if (wildAt >= 0) {
      at = wildAt + 1
      textAt = ++resumeAt
    } else return false
  }
  while (at < pattern.length && pattern[at] === wild) at++
  return at === pattern.length
}

const ANY_TEXT = { wild: '*', isSame: (expected: string, found: string) => expected === found }

/** Whether a text matches a pattern in which `*` stands for any characters. */
export function matchesText(pattern: string, text: string): boolean {
  return matchesWild(pattern, text, ANY_TEXT)
}
