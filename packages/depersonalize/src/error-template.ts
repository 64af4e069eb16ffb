import { LIMITS } from '@lethe/catalogue'
import { depersonalizeText } from './text.ts'

const QUOTED = /(?<!\w)(["'`])(?:(?!\1).)*\1|„[^“”]*[“”]|‚[^‘’]*[‘’]|[“‘«][^”’»]*[”’»]/g
/** Names that the engines themselves put into messages: `(reading 'price')`, `(evaluating 'cart.total')`. */
const BY_ENGINE = /\((?:reading|setting|evaluating) $/
const PROPERTY_PATH = /^.[A-Za-z_$][\w$]{0,30}(?:\.[A-Za-z_$][\w$]{0,30}){0,5}.$/
const PAIR = /\b([A-Za-z][\w-]{0,40})=(?!\[)[^\s&;,)=]+/g
const NUMBER = /((?:error #|status (?:code )?|HTTP )\d{1,4}\b)|(?<![\w[])[-+]?\d+(?:[.,]\d+)*/gi

/**
 * The message of an error with what varies replaced: quoted strings, numbers, ids, addresses, values of `key=value`.
 * What the browser's engine quotes (a property name), error numbers of frameworks and HTTP statuses stay. Linear, bounded.
 */
export function errorTemplate(message: string): string {
  const bounded = message.slice(0, LIMITS.string_chars)
  const unquoted = bounded.replace(QUOTED, (quoted, _quote, at: number) =>
    BY_ENGINE.test(bounded.slice(Math.max(0, at - 13), at)) && PROPERTY_PATH.test(quoted) ? quoted : '[text]',
  )
  return depersonalizeText(unquoted)
    .replace(PAIR, '$1=[text]')
    .replace(NUMBER, (_match, kept?: string) => kept ?? '[number]')
}
