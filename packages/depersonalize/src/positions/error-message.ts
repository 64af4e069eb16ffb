import { LIMITS } from '@lethe/catalogue'
import { type Scan, scrubPiece } from '../engine/scan.ts'
import { bounded } from './bounded.ts'
import { scrubProse } from './prose.ts'

const QUOTED = /(?<!\w)(["'`])(?:(?!\1).)*\1|„[^“”]*[“”]|‚[^‘’]*[‘’]|[“‘«][^”’»]*[”’»]/g
/** Names that the engines themselves put into messages: `(reading 'price')`, `(evaluating 'cart.total')`. */
const BY_ENGINE = /\((?:reading|setting|evaluating) $/
const PROPERTY_PATH = /^.[A-Za-z_$][\w$]{0,30}(?:\.[A-Za-z_$][\w$]{0,30}){0,5}.$/
const PAIR = /\b([A-Za-z][\w-]{0,40})=(?!\[)[^\s&;,)=]+/g
const NUMBER = /((?:error #|status (?:code )?|HTTP )\d{1,4}\b)|(?<![\w[])[-+]?\d+(?:[.,]\d+)*/gi

/**
 * The message of an error with what varies replaced, so that equal errors are one: what is personal, quoted strings, numbers,
 * ids, addresses, values of `key=value`. What the browser's engine quotes (a property name), error numbers of frameworks and
 * HTTP statuses stay. Linear, bounded.
 */
export function scrubErrorMessage(message: string, scan: Scan): string {
  // First, while quotes and keys can still say what something is; what then stands in quotes goes whole.
  const scrubbed = scrubProse(message.slice(0, LIMITS.string_chars), '', scan)
  const template = scrubbed
    .replace(QUOTED, (quoted, _quote, at: number) =>
      BY_ENGINE.test(scrubbed.slice(Math.max(0, at - 13), at)) && PROPERTY_PATH.test(quoted) ? quoted : '[text]',
    )
    .replace(PAIR, '$1=[text]')
    .replace(NUMBER, (_match, kept?: string) => kept ?? '[number]')
  return bounded(template, LIMITS.string_chars)
}

const TYPE = /^[A-Za-z_$][\w$.]*$/

/** Name of an error's class; whatever else was sent as one is just an error. */
export function scrubErrorType(type: string, scan: Scan): string {
  if (!TYPE.test(type)) return 'Error'
  return scrubPiece(type, '', scan)
}
