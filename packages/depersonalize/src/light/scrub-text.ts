/** The plainest detectors, linear and tiny; relay and server run the full ones over everything afterwards. */
const DETECTORS: readonly (readonly [RegExp, string])[] = [
  [/[^\s@/?&=:,;"'`<>()[\]{}]{1,64}(?:@|%40)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+/gi, '[email]'],
  [/\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g, '[token]'],
  [/\b(?=[a-f]*\d)[\da-f]{24,}\b/gi, '[token]'],
  [/\b(?:\d{1,3}\.){3}\d{1,3}\b/g, '[ip]'],
  [/\+?\b\d(?:[ -]?\d){8,18}\b/g, '[number]'],
]

/** Replaces what is plainly personal in a text by generic placeholders. Doing it twice changes nothing. */
export function scrubText(text: string): string {
  return DETECTORS.reduce((scrubbed, [pattern, placeholder]) => scrubbed.replace(pattern, placeholder), text)
}
