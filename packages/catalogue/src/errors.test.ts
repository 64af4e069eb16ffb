import { describe, expect, it } from 'vitest'
import { AppError, ERROR_CODES, type ErrorCode } from './errors.ts'

const CODES = Object.keys(ERROR_CODES) as ErrorCode[]

/** The table of the conventions, written out, so that a change of the code is noticed here. */
const EXPECTED: Record<ErrorCode, readonly [status: number, exit: number]> = {
  invalid_request: [400, 64],
  unauthenticated: [401, 77],
  forbidden: [403, 77],
  not_found: [404, 66],
  conflict: [409, 73],
  payload_too_large: [413, 65],
  unsupported_media_type: [415, 65],
  query_too_costly: [422, 65],
  rate_limited: [429, 75],
  upstream_unavailable: [502, 75],
  overloaded: [503, 75],
  store_unavailable: [503, 69],
  timeout: [504, 75],
  config_invalid: [500, 78],
  internal: [500, 70],
}

describe('error codes', () => {
  it.each(CODES)('%s has its status, its exit code and a title', (code) => {
    const { status, exit, title } = ERROR_CODES[code]
    expect([status, exit]).toEqual(EXPECTED[code])
    expect(title.length).toBeGreaterThan(5)
  })

  it('are all there', () => {
    expect(CODES.sort()).toEqual(Object.keys(EXPECTED).sort())
  })
})

it('an AppError keeps its cause to itself', () => {
  const cause = new Error('password of the database: secret')
  const error = new AppError('store_unavailable', 'The events store does not answer.', { cause })
  expect(error.cause).toBe(cause)
  expect(error.details).toEqual([])
  expect(JSON.stringify({ ...error, message: error.message })).not.toContain('secret')
})
