import type { Detector, Finding } from '../engine/detector.ts'

const [DOT, IDEOGRAPHIC_DOT, HYPHEN] = [46, 0x3002, 45]
const MAX_LOCAL = 128
const MAX_DOMAIN = 253
const IP = /^\d{1,3}(?:\.\d{1,3}){3}$/
const TLD = /[.\u3002](?:xn--[a-z0-9-]{2,59}|[\p{L}\p{M}]{2,63})$/iu
/** What is glued to an address: `ann@mail.example-autumn`. */
const TAIL = /^(.*[.\u3002][\p{L}\p{M}]{2,24})-[\p{L}\p{M}\p{N}-]*$/u
/** `lodash@4.17.21`, `icon@2x.png`: a version or a pixel density. */
const VERSION = /^(?:\d+\.\d+\.|\d(?:\.\d)?x\.[a-z]{3,4}$)/i
/** `render@app.js:10:5` is how two browsers write a stack frame. */
const CODE_FILE = /\.(?:[cm]?[jt]sx?|css|vue|svelte|php|html?)$/i
/** Words of campaigns and events that are glued to the front of an address, and are nobody's. */
const GLUED =
  /^(?:crm|newsletter|mailing|reminder|reactivation|campaign|checkout|login|logout|signup|signin|register|unsubscribe|subscribe|invite|user|customer|email|mail|to|from|for)[-_](?=.)/i
const LOCAL_PUNCTUATION = new Set([...".+-_'"].map((char) => char.charCodeAt(0)))
const EDGES = new Set([...".'"].map((char) => char.charCodeAt(0)))

/** Email addresses: everything around an `@` that has a name before and a domain behind. */
export const email: Detector = {
  type: 'email',
  needs: (traits) => traits.has_at,
  find: (text, { position }) => {
    const findings: Finding[] = []
    let from = 0
    for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      const start = localStart(text, at, from)
      if (start === at) continue
      const end = domainEnd(text, at + 1)
      const isFrame = position === 'error_frame' || position === 'resource' || /^:\d/.test(text.slice(end, end + 2))
      if (!isDomain(text.slice(at + 1, end), isFrame)) continue
      findings.push({ start, end })
      from = end
    }
    return findings
  },
}

function localStart(text: string, at: number, from: number): number {
  let start = at
  while (start > from && at - start < MAX_LOCAL && isLocal(text.charCodeAt(start - 1))) start--
  while (start < at && EDGES.has(text.charCodeAt(start))) start++
  return start + (GLUED.exec(text.slice(start, at))?.[0].length ?? 0)
}

function domainEnd(text: string, from: number): number {
  let end = from
  const limit = Math.min(text.length, from + MAX_DOMAIN)
  while (end < limit && (isLetterOrDigit(text.charCodeAt(end)) || isJoint(text.charCodeAt(end)))) end++
  while (end > from && isJoint(text.charCodeAt(end - 1))) end--
  const domain = text.slice(from, end)
  const bare = TLD.test(domain) ? domain : (TAIL.exec(domain)?.[1] ?? domain)
  return from + bare.length
}

function isDomain(domain: string, isFrame: boolean): boolean {
  if (IP.test(domain)) return true
  return TLD.test(domain) && !VERSION.test(domain) && !(isFrame && CODE_FILE.test(domain))
}

const isLocal = (code: number): boolean => isLetterOrDigit(code) || LOCAL_PUNCTUATION.has(code)
const isJoint = (code: number): boolean => code === DOT || code === HYPHEN || code === IDEOGRAPHIC_DOT

/** Beyond ASCII everything from `À` on, but for general and ideographic punctuation. */
function isLetterOrDigit(code: number): boolean {
  if (code > 127) return code > 191 && !(code >= 0x2000 && code <= 0x206f) && !(code >= 0x3000 && code <= 0x303f)
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 122) || (code >= 65 && code <= 90)
}
