/**
 * Key of an error group: 53 bits of type, message template and top frame, so that it is exact as a JSON number.
 * Line, column and content hashes of file names are left out: a release moves them. Never 0, which means "no error".
 */
export function errorFingerprint(error: { type: string; template: string; frames: readonly string[] }): number {
  const top = (error.frames[0] ?? '').replace(/:\d+:\d+$/, '').replace(/[.-][\da-f]{6,}(?=\.)/gi, '')
  return hash53(`${error.type}\n${error.template}\n${top}`) || 1
}

/** Two 32-bit multiplicative hashes side by side (FNV-1a with different primes, then murmur3's finaliser). */
function hash53(text: string): number {
  let low = 0x811c9dc5
  let high = 0x9e3779b9
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    low = Math.imul(low ^ code, 0x01000193)
    high = Math.imul(high ^ code, 0x85ebca6b)
  }
  return (mix(high ^ low) & 0x1fffff) * 2 ** 32 + (mix(low) >>> 0)
}

function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
