import type { ScrubPosition } from '@lethe/catalogue'
import type { Detector, Finding } from '../engine/detector.ts'
import { matchesOf } from '../engine/matches.ts'

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|\\d?\\d)'
const V4 = new RegExp(`(?<![A-Za-z\\d]|\\d\\.)${OCTET}(?:\\.${OCTET}){3}(?![A-Za-z\\d]|\\.\\d)`, 'g')
/** How providers name the host of a customer: `203-0-113-9.dyn.isp.example`, `ip-10-0-0-5`. */
const DASHED = new RegExp(`(?<![A-Za-z\\d-])(?:ip-?)?${OCTET}(?:-${OCTET}){3}(?![A-Za-z\\d-])`, 'gi')
const V4_WHOLE = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`)
const V6_RUN = /[\da-f:.]{2,64}/gi
const GROUP = /^[\da-f]{1,4}$/i
/** A word before it that makes it a version: `v1.2.3.4`, `version 1.2.3.4`, `Chrome/120.0.0.0`. */
const VERSION_BEFORE =
  /(?:(?<![a-z])v|(?:version|ver|release|build|rev|revision|sdk|plugin|chrome|chromium|edg[ea]?|opr|safari|firefox|webview|crios|node)[ :=/v]{1,3})$/i
/** Where software is named with its version: `app@1.2.3.4`, `shop-1.2.3.4`. */
const PACKAGE_POSITIONS: ReadonlySet<ScrubPosition> = new Set(['release', 'resource', 'error_frame'])

/** IPv4 and IPv6 addresses, in every spelling of RFC 4291 and as a provider's host name spells them. */
export const ip: Detector = {
  type: 'ip',
  needs: (traits) => traits.has_colon || traits.digit_count >= 4,
  find: (text, { position }) => {
    const findings = text.includes(':') ? findV6(text) : []
    if (text.includes('.'))
      for (const match of matchesOf(text, V4))
        if (!isVersion(text, match.index, position)) add(findings, match.index, match.index + match[0].length)
    if (text.includes('-'))
      for (const match of matchesOf(text, DASHED)) {
        const end = match.index + match[0].length
        if (/^ip/i.test(match[0]) || isHostBehind(text, end)) add(findings, match.index, end)
      }
    return findings.sort((a, b) => a.start - b.start)
  },
}

function add(findings: Finding[], start: number, end: number): void {
  if (!findings.some((other) => start < other.end && other.start < end)) findings.push({ start, end })
}

function isVersion(text: string, start: number, position: ScrubPosition): boolean {
  if (VERSION_BEFORE.test(text.slice(Math.max(0, start - 14), start))) return true
  return PACKAGE_POSITIONS.has(position) && /[\w)]?[@-]$/.test(text.slice(Math.max(0, start - 2), start))
}

const isHostBehind = (text: string, end: number): boolean => /^\.[a-z]/i.test(text.slice(end, end + 2))

function findV6(text: string): Finding[] {
  const findings: Finding[] = []
  for (const match of matchesOf(text, V6_RUN)) {
    const run = match[0]
    const first = run.indexOf(':')
    if (first < 0 || run.indexOf(':', first + 1) < 0) continue
    // A colon may part it from a word before it: `login:2001:db8::1`.
    const start = isWord(text[match.index - 1]) ? first + 1 : 0
    const address = run
      .slice(start)
      .replace(/\.+$/, '')
      .replace(/([^:]):$/, '$1')
    const end = match.index + start + address.length
    if (/[A-Za-z\d]/.test(text[end] ?? '') || !isV6(address)) continue
    // What a port or a zone would be is left: it says nothing.
    findings.push({ start: match.index + start, end })
  }
  return findings
}

const isWord = (char: string | undefined): boolean => char !== undefined && /[A-Za-z\d.]/.test(char)

/** `a::b` may be a name in a program and `12:30:45` is a time; an address has eight groups, a digit or three groups. */
function isV6(text: string): boolean {
  const halves = text.split('::')
  if (halves.length > 2) return false
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')))
  const all = groups.flat()
  const last = all.at(-1) ?? ''
  const isMapped = last.includes('.')
  if (isMapped && !V4_WHOLE.test(last)) return false
  if (!(isMapped ? all.slice(0, -1) : all).every((group) => GROUP.test(group))) return false
  const count = all.length + (isMapped ? 1 : 0)
  if (halves.length === 1) return count === 8
  return count <= 7 && count > 0 && (all.length > 2 || /\d/.test(text))
}
