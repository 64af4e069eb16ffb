/** The plainest detectors, linear and tiny; relay and server run the full ones over everything afterwards. */
const DETECTORS: readonly (readonly [RegExp, string])[] = [
  [/(:\/\/)[^\s/?#@:]+:[^\s/?#@]*@/g, '$1'],
  [/[^\s@/?&=:,;"'`<>()[\]{}]{1,64}(?:@|%40)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+/gi, '[email]'],
  [/\beyJ[\w-]{8,}\.[\w.-]+/g, '[token]'],
  [/\b(?=[a-f]*\d)[\da-fx]{24,}\b/gi, '[token]'],
  [/\b(?:(?:\d{1,3}\.){3}\d{1,3}|(?:[\da-f]{1,4}(?::|%3A)){7}[\da-f]{1,4})\b/gi, '[ip]'],
  [/\+?\b\d(?:(?:[ +-]|%20)?\d){8,18}\b/g, '[number]'],
]

/** Replaces what is plainly personal in a text by generic placeholders. Doing it twice changes nothing. */
export function scrubText(text: string): string {
  return DETECTORS.reduce((scrubbed, [pattern, placeholder]) => scrubbed.replace(pattern, placeholder), text)
}
