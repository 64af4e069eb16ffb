import { LIMITS } from '@lethe/catalogue'
import { type Scan, scrubPiece } from '../engine/scan.ts'
import { cleanUrl } from '../light/index.ts'
import { bounded } from './bounded.ts'
import { scrubHost } from './host.ts'
import { scrubResource } from './resource.ts'

const POSITION = /:(\d{1,7}):(\d{1,7})\)?$/
const FUNCTION = /^[\w$.<>[\]# /*-]{1,100}$/
const MAX_FRAME_CHARS = 300

/** Where an error happened, as the browser reports it beside or instead of a stack. */
export interface ErrorPlace {
  readonly filename: string
  readonly line: number
  readonly column: number
}

/**
 * The top frames of a stack (V8, Gecko, WebKit), at most five, e.g. `addToCart shop.example/cart.js:10:5`: function, then
 * host and path without query and content hashes, line, column. Without a readable stack the one place that is known.
 */
export function scrubFrames(stack: string, place: ErrorPlace, scan: Scan): string[] {
  const frames: string[] = []
  for (const line of stack.split('\n')) {
    const frame = scrubFrame(line.trim(), scan)
    if (frame) frames.push(frame)
    if (frames.length === LIMITS.frames) break
  }
  if (frames.length > 0 || place.filename === '') return frames
  return [frameOf('', place.filename, { at: `${place.line}:${place.column}`, scan })]
}

function scrubFrame(line: string, scan: Scan): string | null {
  const position = POSITION.exec(line)
  if (!position) return null
  const head = line.slice(0, position.index)
  const at = `${position[1]}:${position[2]}`
  if (!head.startsWith('at ')) {
    const split = head.indexOf('@')
    return split < 0 ? null : frameOf(head.slice(0, split), head.slice(split + 1), { at, scan })
  }
  const split = head.indexOf(' (')
  if (split < 0) return frameOf('', head.slice(3), { at, scan })
  return frameOf(head.slice(3, split), head.slice(split + 2), { at, scan })
}

function frameOf(name: string, file: string, { at, scan }: { at: string; scan: Scan }): string {
  const known = FUNCTION.test(name) ? `${scrubPiece(name.replace(/^async /, ''), '', scan)} ` : ''
  const position = `:${at}`
  return bounded(`${known}${fileOf(file, scan)}`, MAX_FRAME_CHARS - position.length) + position
}

/** Host and path of a script. Other schemes name nothing but their kind: their paths tell of the visitor's machine. */
function fileOf(file: string, scan: Scan): string {
  const url = cleanUrl(file)
  if (url) return `${scrubHost(url.hostname, scan)}${scrubResource(url.path, scan)}`
  const scheme = /^([a-z][a-z0-9+.-]{1,20}):/i.exec(file)?.[1]?.toLowerCase()
  if (scheme?.endsWith('-extension')) return '[extension]'
  if (scheme === 'webpack-internal' || scheme === 'webpack')
    return scrubResource(file.slice(scheme.length + 1).replace(/^\/+(?:\.\/)?/, ''), scan)
  return scheme ? `[${scheme}]` : '[unknown]'
}
