import { AppError } from '@lethe/catalogue'

/** Codes of https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp by what a caller can do about them. */
const TOO_COSTLY = new Set(['158', '159', '160', '191', '241', '307', '396'])
const BUSY = new Set(['202', '252', '439'])
const UNAVAILABLE = new Set(['74', '75', '76', '95', '209', '210', '236', '242', '243', '279', '516', '999'])

/** Turns whatever an engine or a connection threw into an `AppError`; the foreign text stays in `cause`. */
export function storeError(cause: unknown, work: 'read' | 'write'): AppError {
  if (cause instanceof AppError) return cause
  if (cause instanceof TypeError) return new AppError('internal', 'A statement could not be sent.', { cause })
  if (!isEngineError(cause)) {
    return new AppError('store_unavailable', 'The events store does not answer.', { cause })
  }
  if (BUSY.has(cause.code)) return new AppError('overloaded', 'The events store is busy.', { cause })
  if (TOO_COSTLY.has(cause.code)) {
    // The engine's memory as a whole is used up: not the fault of this query, and worth another try.
    if (work === 'write' || cause.message.includes('(total)')) {
      return new AppError('overloaded', 'The events store is short of memory or time.', { cause })
    }
    return new AppError('query_too_costly', 'The query needs more memory or time than it may use.', { cause })
  }
  if (UNAVAILABLE.has(cause.code)) {
    return new AppError('store_unavailable', 'The events store cannot do its work.', { cause })
  }
  return new AppError('internal', 'The events store refused a statement.', { cause })
}

/** Whether the same call may succeed later. */
export const isTransient = (error: unknown): boolean =>
  error instanceof AppError && ['overloaded', 'store_unavailable', 'timeout'].includes(error.code)

/** TRICKY: by shape, since chDB throws the error class of another copy of the client's package. */
const isEngineError = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'code' in error && /^\d+$/.test(String(error.code))
