import { encodedRuns } from '../engine/base64.ts'
import { encodePiece, readable } from '../engine/decode.ts'
import { type Scan, scrubPiece, scrubUrlPiece } from '../engine/scan.ts'
import { userAgent } from '../engine/user-agent.ts'
import { fewPieces, MOST_SEGMENTS } from './few-pieces.ts'
import { scrubHost } from './host.ts'

/** A URL or a query string that is quoted inside a path segment: what follows was never allowed. */
const NESTED_QUERY = /[?#].*=.*$/s
/** Padding of base64 is no parameter. */
const PARAMETERS = /;|=(?!=?$)/
const SEPARATORS = /([;&])/
/** The folder of a user, written into one segment: `/open/%2Fhome%2Fann%2Fa.log`. */
const FILE_PATH = /(?:^|[\s"'(])\/(?:home|Users)\//
const SCHEME = /^[a-z][a-z0-9+.-]{1,20}:$/i
const PARENTHESIS = /\(|%(?:25)*28/

/**
 * Path without query and fragment, piece by piece: the segment before a piece says what it may be. Its structure and the
 * spelling of clean segments stay: `/users/ann-meyer/orders/48213377` to `/users/[name]/orders/[number]`.
 */
export function scrubPath(path: string, scan: Scan): string {
  let before = ''
  return fewPieces(withoutUserAgent(path, scan).split('/'), scan, MOST_SEGMENTS)
    .map((segment) => {
      const scrubbed = segment === '' ? '' : scrubSegment(segment, before, scan)
      if (segment !== '') before = PARAMETERS.test(segment) ? '' : segment
      return scrubbed
    })
    .join('/')
}

/** TRICKY: a user agent has slashes of its own, so it is looked for before the path is taken apart. */
function withoutUserAgent(path: string, scan: Scan): string {
  if (!PARENTHESIS.test(path)) return path
  const agentless = scrubPiece(path, '', { ...scan, detectors: [userAgent] })
  return agentless === path || scan.is_decoded ? agentless : respelt(agentless)
}

function scrubSegment(segment: string, before: string, scan: Scan): string {
  if (PARAMETERS.test(segment)) return scrubParameters(segment, before, scan)
  const read = segment.includes('%') ? readable(segment) : segment
  if (read === null || !isStructured(read)) return scrubUrlPiece(segment, before, scan)
  const decoded = { ...scan, is_decoded: true }
  const bare = read.replace(NESTED_QUERY, '')
  const inside = FILE_PATH.test(bare) ? ofFile(decoded) : decoded
  const scrubbed = bare.includes('/') ? scrubUrl(bare, inside) : scrubParameters(bare, before, decoded)
  if (scrubbed === read) return segment
  return scan.is_decoded ? scrubbed : respelt(scrubbed)
}

/** As the path of a file is looked through, where `home` is no start page; counted where it stands. */
const ofFile = (scan: Scan): Scan => ({
  ...scan,
  position: 'resource',
  note: (scrub) => scan.note({ ...scrub, position: scan.position }),
})

/** Whether a decoded segment has a structure of its own: another path or URL, matrix parameters. Base64 may hold a slash. */
function isStructured(read: string): boolean {
  if (PARAMETERS.test(read)) return true
  return read.includes('/') && !encodedRuns(read).some(({ start, end }) => read.slice(start, end).includes('/'))
}

/** `cart;user=ann;v=2`, `user=ann&v=2`. */
function scrubParameters(segment: string, before: string, scan: Scan): string {
  return fewPieces(segment.split(SEPARATORS), scan)
    .map((part, at) => {
      const equals = part.indexOf('=')
      if (equals < 1 || !PARAMETERS.test(part)) return part && scrubUrlPiece(part, at === 0 ? before : '', scan)
      const key = part.slice(0, equals)
      return `${scrubUrlPiece(key, '', scan)}=${scrubUrlPiece(part.slice(equals + 1), readable(key) ?? '', scan)}`
    })
    .join('')
}

/** A URL or path, decoded, without query: no user, host and path looked through as such. */
export function scrubUrl(url: string, scan: Scan): string {
  const [scheme = '', empty, authority = '', ...segments] = url.split('/')
  if (!SCHEME.test(scheme) || empty !== '') return scrubPath(url, scan)
  const host = authority.slice(authority.lastIndexOf('@') + 1)
  const path = segments.length === 0 ? '' : scrubPath(`/${segments.join('/')}`, scan)
  return `${scheme}//${scrubHost(host, scan)}${path}`
}

const respelt = (text: string): string => text.split('/').map(encodePiece).join('/')
