import { LIMITS } from '@lethe/catalogue'
import type { BeaconError } from '../beacon.ts'
import { cleanLines, cleanString } from './clean-string.ts'
import { type JsonObject, readNumber } from './read-values.ts'

const MAX_COUNT = 10_000
const MAX_POSITION = 9_999_999

/** Fields of an error; both forms name type, message and file alike, line and column differ. */
export function readError(sent: JsonObject): BeaconError {
  return {
    type: cleanString(sent.error_type, LIMITS.id_chars) || 'Error',
    message: cleanString(sent.message),
    stack: cleanLines(sent.stack),
    filename: cleanString(sent.filename, LIMITS.url_chars),
    line: readNumber(sent.line ?? sent.lineno, MAX_POSITION) ?? 0,
    column: readNumber(sent.column ?? sent.colno, MAX_POSITION) ?? 0,
    is_handled: sent.is_handled === true,
    count: Math.max(1, readNumber(sent.count, MAX_COUNT) ?? 1),
  }
}
