import { LIMITS } from '@lethe/catalogue'
import { scrubText } from '@lethe/depersonalize/light'

/** Fields of an error item as the beacon carries them; absent ones are undefined. */
export interface ErrorFields {
  error_type: string
  message: string
  stack?: string
  filename?: string
  line?: number
  column?: number
  is_handled: boolean
}

type Thrown = { name?: unknown; message?: unknown; stack?: unknown } | null | undefined
type Event = { error?: unknown; message?: unknown; filename?: unknown; lineno?: unknown; colno?: unknown }

/** Reads an `ErrorEvent`, an `Error` or anything else that was thrown or rejected with. */
export function errorFields(source: unknown, isHandled: boolean): ErrorFields {
  const event: Event = isEvent(source) ? source : { error: source }
  const thrown = event.error as Thrown
  const message = isObject(thrown) && thrown.message ? thrown.message : (event.message ?? describe(event.error))
  const fields: ErrorFields = {
    error_type: String((isObject(thrown) && thrown.name) || 'Error').slice(0, 64),
    message: clip(message),
    is_handled: isHandled,
  }
  if (isObject(thrown) && thrown.stack) fields.stack = topFrames(String(thrown.stack))
  if (event.filename)
    fields.filename = String(event.filename)
      .replace(/[?#].*$/s, '')
      .slice(0, LIMITS.string_chars)
  if (typeof event.lineno === 'number') fields.line = event.lineno
  if (typeof event.colno === 'number') fields.column = event.colno
  return fields
}

/** The first frames of a stack, one a line, without the message above them and without query strings. */
export function topFrames(stack: string): string {
  const lines = stack.slice(0, 8192).split('\n')
  const chromium = lines.filter((line) => /^\s+at .*:\d+/.test(line))
  // Firefox and Safari write `function@file:line:column`, and no message.
  const frames = chromium.length > 0 ? chromium : lines.filter((line) => /^\S*@?\S+:\d+:\d+$/.test(line))
  return frames
    .slice(0, LIMITS.frames)
    .map((line) => line.trim().replace(/[?#]\S*?(?=(?::\d+){1,2}\)?$)/, ''))
    .join('\n')
    .slice(0, LIMITS.string_chars)
}

function describe(thrown: unknown): string {
  // An object that is no error may hold anything: its content stays in the browser.
  return isObject(thrown) ? 'Object' : String(thrown)
}

const clip = (value: unknown): string => scrubText(String(value).slice(0, LIMITS.string_chars))
const isObject = (value: unknown): value is NonNullable<Thrown> => typeof value === 'object' && value !== null
const isEvent = (value: unknown): value is Event => isObject(value) && ('lineno' in value || 'error' in value)
