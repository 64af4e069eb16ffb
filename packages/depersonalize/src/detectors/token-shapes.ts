import type { Detector, Finding } from '../engine/detector.ts'
import { matchesOf } from '../engine/matches.ts'
import { isRandom } from './randomness.ts'

/** Beginnings that the makers of keys give to them, so that they can be found (their own docs; GitHub secret scanning). */
const VENDORS =
  /(?<![A-Za-z0-9])(?:[spr]k_(?:live|test)_\w{10,200}|whsec_\w{16,200}|sk-(?:[a-z]{2,8}-)?[\w-]{16,200}|gh[oprsu]_\w{16,255}|github_pat_\w{20,255}|glpat-[\w-]{16,100}|xox[abeoprs]-[\w-]{10,200}|(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}|AIza[\w-]{30,40}|ya29\.[\w-]{20,400}|GOCSPX-[\w-]{20,60}|SG\.[\w-]{16,40}\.[\w-]{16,80}|npm_\w{30,60}|pypi-[\w-]{30,300}|shp(?:at|ca|pa|ss)_[\da-f]{32}|dop_v1_[\da-f]{64}|hf_\w{30,60}|sq0(?:atp|csp)-[\w-]{20,60}|EAA\w{40,300}|(?:SK|AC)[\da-f]{32}|key-[\da-f]{32}|\d{8,10}:AA[\w-]{33})(?![A-Za-z0-9])/g
/** A signed token: two or more parts, the first of them a JSON object (RFC 7515, 7516). */
const JWT = /(?<![\w-])ey[JA][\w-]{6,2000}(?:\.[\w-]{1,2000}){0,4}(?:\.(?![\w-]))?/g
const SCHEME = /(?<![\w-])(bearer|basic|digest|token|apikey|negotiate)[ :+]{1,3}([\w\-.~+/]{8,1000}={0,2})/gi
const SPACED = /[ :+]/
const URL_AUTH = /:\/\/([^\s/@?#'"<>[\]]{1,200})@/g
const PEM = /-----BEGIN [A-Z ]{0,40}-----[^-]{0,4000}(?:-----END [A-Z ]{0,40}-----)?/g
const ETHEREUM = /(?<![\w])0x[\da-f]{40,64}(?!\w)/gi
const BITCOIN =
  /(?<![A-Za-z0-9])(?:(?:bc|tb)1[02-9ac-hj-np-z]{11,71}|[13](?=[A-Za-z]*\d)[1-9A-HJ-NP-Za-km-z]{25,33})(?![A-Za-z0-9])/g

/** Tokens that their shape gives away: signed tokens, credentials, the keys of known makers, wallet addresses. */
export const tokenShapes: Detector = {
  type: 'token',
  needs: ({ length, has_at, has_colon }) => length >= 9 || (has_at && has_colon),
  find: (text, _hint, { has_at, has_colon, has_upper, digit_count, word_run, alnum_run }) => {
    const found: Finding[] = []
    if (has_at && has_colon) add(found, text, URL_AUTH)
    if (has_upper && text.includes('-----BEGIN')) add(found, text, PEM)
    if (text.length >= 13 && SPACED.test(text)) addCredentials(found, text)
    if (has_upper && text.includes('ey')) add(found, text, JWT)
    // Keys and addresses are long and hold more than small letters.
    if (word_run >= 14 && (has_upper || digit_count > 0)) add(found, text, VENDORS)
    if (alnum_run >= 42) add(found, text, ETHEREUM)
    if (alnum_run >= 14) add(found, text, BITCOIN)
    return withoutOverlaps(found)
  },
}

function add(found: Finding[], text: string, pattern: RegExp): void {
  for (const { 0: whole, 1: part = whole, index } of matchesOf(text, pattern)) {
    const start = index + whole.indexOf(part)
    found.push({ start, end: start + part.length })
  }
}

/** What follows the name of an authentication scheme, unless it is a sentence about it. */
function addCredentials(found: Finding[], text: string): void {
  for (const { 0: whole, 1: scheme = '', 2: credential = '', index } of matchesOf(text, SCHEME)) {
    const isBearer = scheme.toLowerCase() === 'bearer' && (/\d/.test(credential) || credential.length >= 20)
    if (!isBearer && !/^(?=.*[A-Z])(?=.*[a-z])(?:.*\d|.*=$)/.test(credential) && !isRandom(credential)) continue
    found.push({ start: index + whole.length - credential.length, end: index + whole.length })
  }
}

function withoutOverlaps(found: Finding[]): Finding[] {
  if (found.length < 2) return found
  const sorted = found.sort((a, b) => a.start - b.start || b.end - a.end)
  const kept: Finding[] = []
  for (const finding of sorted) if (finding.start >= (kept.at(-1)?.end ?? 0)) kept.push(finding)
  return kept
}
