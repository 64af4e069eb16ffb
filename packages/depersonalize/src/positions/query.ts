import { encodePiece, readable } from '../engine/decode.ts'
import { type Scan, scrubPiece } from '../engine/scan.ts'
import { fewPieces } from './few-pieces.ts'
import { scrubUrl } from './path.ts'

const NESTED_QUERY = /[?#].*=.*$/s
const PAIRS = /([&#])/

/** The allowed query (`?a=1&b=2`): a key says what its value may be. Clean keys and values keep their spelling. */
export function scrubQuery(query: string, scan: Scan): string {
  return scrubPairs(query.slice(1), scan, query.slice(0, 1))
}

/** A fragment with its `#`: a route (`#/users/ann`), pairs, or a text. */
export function scrubFragment(fragment: string, scan: Scan): string {
  const bare = fragment.slice(1)
  if (bare === '') return fragment
  if (!bare.startsWith('/') && !bare.startsWith('!/')) return scrubPairs(bare, scan, '#')
  const query = bare.search(/[?#]/)
  if (query < 0) return `#${scrubUrl(bare, scan)}`
  return `#${scrubUrl(bare.slice(0, query), scan)}${scrubPairs(bare.slice(query + 1), scan, bare.charAt(query))}`
}

function scrubPairs(pairs: string, scan: Scan, lead: string): string {
  return (
    lead +
    fewPieces(pairs.split(PAIRS), scan)
      .map((pair) => (pair === '&' || pair === '#' || pair === '' ? pair : scrubPair(pair, scan)))
      .join('')
  )
}

function scrubPair(pair: string, scan: Scan): string {
  const equals = pair.indexOf('=')
  if (equals < 0) return scrubSpaced(pair, '', scan)
  const key = pair.slice(0, equals)
  return `${scrubSpaced(key, '', scan)}=${scrubValue(pair.slice(equals + 1), readable(key) ?? '', scan)}`
}

/** A value that is a URL or path itself is looked through as one, without its query. */
function scrubValue(value: string, key: string, scan: Scan): string {
  const read = value.includes('/') || value.includes('%') ? readable(value.replaceAll('+', ' ')) : null
  if (read === null || !/^(?:[a-z][a-z0-9+.-]{1,20}:\/)?\//i.test(read)) return scrubSpaced(value, key, scan)
  const scrubbed = scrubUrl(read.replace(NESTED_QUERY, ''), { ...scan, is_decoded: true })
  return scrubbed === read ? value : spelt(scrubbed)
}

/** TRICKY: a plus is a space here, but `ann+shop@mail.example` was seen with a plus of its own: both ways are looked at. */
function scrubSpaced(text: string, key: string, scan: Scan): string {
  const first = scrubPiece(text, key, scan)
  const plain = first === text ? text : spelt(first)
  if (!plain.includes('+')) return plain
  const spaced = plain.replaceAll('+', ' ')
  const second = scrubPiece(spaced, key, scan)
  return second === spaced ? plain : spelt(second)
}

const spelt = (text: string): string =>
  text
    .split(/([/ ])/)
    .map((piece) => (piece === '/' ? '/' : piece === ' ' ? '+' : encodePiece(piece)))
    .join('')
