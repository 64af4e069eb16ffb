import { LIMITS } from '@lethe/catalogue'
import { cleanUrl } from './light/index.ts'
import { SCRUBS } from './scrub-rules.ts'
import { depersonalizePath, depersonalizeText } from './text.ts'

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
 * host and path without query, line, column. Without a readable stack the one place that is known.
 */
export function cleanFrames(stack: string, place: ErrorPlace): string[] {
  const frames: string[] = []
  for (const line of stack.split('\n')) {
    const frame = cleanFrame(line.trim())
    if (frame) frames.push(frame)
    if (frames.length === LIMITS.frames) break
  }
  if (frames.length > 0 || place.filename === '') return frames
  return [frameOf('', place.filename, `${place.line}:${place.column}`)]
}

function cleanFrame(line: string): string | null {
  const position = POSITION.exec(line)
  if (!position) return null
  const head = line.slice(0, position.index)
  const at = `${position[1]}:${position[2]}`
  if (!head.startsWith('at ')) {
    const split = head.indexOf('@')
    return split < 0 ? null : frameOf(head.slice(0, split), head.slice(split + 1), at)
  }
  const split = head.indexOf(' (')
  return split < 0 ? frameOf('', head.slice(3), at) : frameOf(head.slice(3, split), head.slice(split + 2), at)
}

function frameOf(name: string, file: string, position: string): string {
  const known = FUNCTION.test(name) ? `${depersonalizeText(name.replace(/^async /, ''))} ` : ''
  return `${known}${fileOf(file)}:${position}`.slice(0, MAX_FRAME_CHARS)
}

/** Host and path of a script. Other schemes name nothing but their kind: their paths tell of the visitor's machine. */
function fileOf(file: string): string {
  const url = cleanUrl(file)
  if (url) return `${SCRUBS.host(url.hostname)}${depersonalizePath(url.path)}`
  const scheme = /^([a-z][a-z0-9+.-]{1,20}):/i.exec(file)?.[1]?.toLowerCase()
  if (scheme?.endsWith('-extension')) return '[extension]'
  if (scheme === 'webpack-internal' || scheme === 'webpack')
    return depersonalizePath((file.split(/[?#]/, 1)[0] ?? '').slice(scheme.length + 1).replace(/^\/+(?:\.\/)?/, ''))
  return scheme ? `[${scheme}]` : '[unknown]'
}
