import { AppError, type ErrorDetail } from '@lethe/catalogue'

/** `invalid_request` about one place of the request. */
export function invalid(message: string, detail: ErrorDetail): AppError {
  return new AppError('invalid_request', message, { details: [detail] })
}
