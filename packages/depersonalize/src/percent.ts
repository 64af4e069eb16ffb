const ENCODED = /%[\da-f]{2}/i
const RUN = /(?:%[\da-f]{2})+/gi
/** `%252525`: however often a percent sign was encoded, it is one. */
const NESTED = /%(?:25)+(?=[\da-f]{2})/gi
const CONTROL = /\p{Cc}/gu
const ROUNDS = 3

/** Applies a scrub to what a percent-encoded text means; the spelling stays where that changes nothing. */
export function scrubDecoded(text: string, scrub: (decoded: string) => string): string {
  if (!ENCODED.test(text)) return text
  const decoded = decode(text)
  if (decoded === null) return '[encoded]'
  const scrubbed = scrub(decoded)
  return scrubbed === decoded ? text : scrubbed
}

/** As a URL spells it, placeholders apart. */
export function encodePath(text: string): string {
  return encodeURI(text.replace(/\p{Cs}/gu, '')).replace(/%5B([a-z-]+)%5D/gi, '[$1]')
}

/** Null for what is still encoded after three rounds: nobody does that by accident. */
function decode(text: string): string | null {
  let decoded = text
  for (let round = 0; round < ROUNDS && ENCODED.test(decoded); round++) {
    decoded = decoded.replace(NESTED, '%').replace(RUN, bytesOf)
  }
  return ENCODED.test(decoded) ? null : decoded.replace(CONTROL, ' ')
}

/** Bytes that are no UTF-8 become replacement characters; nothing throws. */
function bytesOf(run: string): string {
  return new TextDecoder().decode(Uint8Array.from(run.slice(1).split('%'), (hex) => Number.parseInt(hex, 16)))
}
